// Makes or uses a passkey: asks the site what is wanted, lets the browser do it, and sends back what it answered.
// The names are WebAuthn's; binary values travel as base64url (WebAuthn 3, 5.1.8 and 5.1.9).

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

const withBytes = (descriptor) => ({ ...descriptor, id: toBytes(descriptor.id) });

async function askBrowser(ceremony, options) {
  const publicKey = { ...options, challenge: toBytes(options.challenge) };
  if (ceremony === 'add') {
    publicKey.user = { ...options.user, id: toBytes(options.user.id) };
    publicKey.excludeCredentials = (options.excludeCredentials || []).map(withBytes);
    return navigator.credentials.create({ publicKey });
  }
  publicKey.allowCredentials = (options.allowCredentials || []).map(withBytes);
  return navigator.credentials.get({ publicKey });
}

function asJson(credential) {
  const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
  for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
}

async function post(url, data) {
  const response = await fetch(url, {
    method: 'POST',
    body: data,
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  // A session that is over leads to a page, and so does a limit; the page is the best answer then.
  if (!(response.headers.get('Content-Type') || '').startsWith('application/json')) {
    window.location.reload();
    throw new Error('not JSON');
  }
  return response.json();
}

async function submit(form) {
  const error = form.querySelector('[role=alert]');
  const complain = (text) => {
    error.textContent = text;
    error.hidden = false;
  };
  error.hidden = true;
  if (!window.PublicKeyCredential) {
    complain(form.dataset.unsupported);
    return;
  }
  try {
    const options = await post(form.dataset.optionsUrl, new FormData(form));
    const credential = await askBrowser(form.dataset.passkey, options);
    const data = new FormData(form);
    data.set('credential', asJson(credential));
    const answer = await post(form.action, data);
    if (answer.error) complain(answer.error);
    else window.location.assign(answer.next);
  } catch (problem) {
    complain(problem.name === 'NotAllowedError' ? form.dataset.cancelled : form.dataset.failed);
  }
}

for (const form of document.querySelectorAll('[data-passkey]')) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    submit(form).finally(() => {
      button.disabled = false;
    });
  });
}
