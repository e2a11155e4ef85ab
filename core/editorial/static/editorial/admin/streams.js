// The blocks of a long stream, made one after the other. The first ones stand on the screen at once; the others follow
// while nothing else is to do, so that the form can be written in before all of it is there. Whatever reads the form gets
// all of it: what is still to come is made then and there.
const AT_ONCE = 2;
const unfinished = new Set();

// A link to a block, and comments, need the block at once.
const wanted = () => location.hash.startsWith("#block-")
  || Number(document.querySelector("[name=comments-INITIAL_FORMS]")?.value) > 0;

class Stream extends window.wagtailStreamField.blocks.StreamBlockDefinition {
  render(place, prefix, state, error) {
    const whole = !place.matches("[data-controller~=w-block]") || error || wanted();
    if (whole || state.length <= AT_ONCE) return super.render(place, prefix, state, error);
    const left = state.slice(AT_ONCE);
    const stream = super.render(place, prefix, state.slice(0, AT_ONCE), error);
    const next = () => {
      if (left.length) stream.insert(left.shift(), stream.children.length);
      if (!left.length) unfinished.delete(next);
      return left.length;
    };
    unfinished.add(next);
    window.whenIdle(next);
    return stream;
  }
}

window.telepath.register("wagtail.blocks.StreamBlock", Stream);

// What a form sends of one field, as the browser gathers it (HTML, "constructing the entry list").
function entries(field) {
  if (field.matches(":disabled, [type=button], [type=reset]")) return [];
  if (field.matches("[type=checkbox], [type=radio]") && !field.checked) return [];
  if (field.type === "file") return field.files.length ? [...field.files] : [new File([], "", { type: "application/octet-stream" })];
  if (field.matches("select")) return [...field.selectedOptions].filter((option) => !option.disabled).map(({ value }) => value);
  return [field.value];
}

document.addEventListener("formdata", ({ target, formData }) => {
  if (!unfinished.size) return;
  for (const next of unfinished) while (next());
  // A form cannot be asked again while it is being asked.
  const fields = [...target.elements].filter((field) => field.name && !field.matches("button, [type=submit], [type=image]"));
  for (const name of new Set(fields.map((field) => field.name))) formData.delete(name);
  for (const field of fields) for (const value of entries(field)) formData.append(field.name, value);
});
