// "Open now, closes at 5 pm" by the place's own clock, so a cached page is never wrong. Twin of locations/hours.
const MINUTE = 6e4, DAY = 864e5;
// Those of another language come with the page (core/site/opening_messages.py).
const ENGLISH = {
  always: "Open now, 24 hours a day", closes: "Open now, closes {when}", opens: "Opens {when}", closed: "Closed",
  onDay: "{day} {time}", tomorrow: "tomorrow {time}", noon: "at noon", midnight: "at midnight",
  at: "at {clock}", atOne: "at {clock}", am: "am", pm: "pm",
};

export function openState({ zone: timeZone, week, special }, now, say = ENGLISH, language = "en-US") {
  const fill = (text, words) => text.replace(/{(\w+)}/g, (_, name) => words[name]);
  const gmt = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offset = (at) => {
    const [, sign, h, m] = /GMT(.)(\d+):(\d+)/.exec(gmt.format(at)) || [0, "+", 0, 0];
    return `${sign}1` * (h * 60 + +m) * MINUTE;
  };
  const local = (at) => at + offset(at);
  // RFC 5545: a skipped clock time keeps the offset before the change, a repeated one means the first.
  const instant = (wall) => {
    const a = wall - offset(wall - DAY), b = wall - offset(wall + DAY);
    return local(a) === wall || local(b) !== wall ? a : b;
  };
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const today = Math.floor(local(now) / DAY);
  const words = (at, closing) => {
    const wall = local(at), minutes = (wall / MINUTE) % 1440, day = Math.floor((wall - 1) / DAY);
    const ahead = day - today, m = minutes % 60, h = (minutes - m) / 60;
    const name = (options) => new Date(day * DAY).toLocaleString(language, { timeZone: "UTC", ...options });
    const clock = `${h % 12 || 12}${m ? ":" + `${m}`.padStart(2, 0) : ""} ${h < 12 ? say.am : say.pm}`;
    const time = minutes % 720 ? fill(h % 12 === 1 ? say.atOne : say.at, { clock }) : minutes ? say.noon : say.midnight;
    if (!ahead || (closing && at - now < DAY / 2)) return time;
    return ahead < 2 ? fill(say.tomorrow, { time })
      : fill(say.onDay, { day: name(ahead < 7 ? { weekday: "long" } : { month: "long", day: "numeric" }), time });
  };
  let start, end;
  search: for (let day = today - 1; day < today + 300; day++) {
    const date = iso(day), other = special.find(([first, last]) => first <= date && date <= last);
    const spans = (other ? other[2] : week[(day + 3) % 7]).map((span) => span.map((m) => instant(day * DAY + m * MINUTE)));
    for (const [a, b] of spans.filter(([a, b]) => a < b).sort(([a], [b]) => a - b)) {
      if (!end) {
        if (b > now) [start, end] = [a, b];
      } else if (a > end) break search;
      else end = Math.max(end, b);
      if (start > now || end - now > 7 * DAY) break search;
    }
  }
  const open = start <= now;
  const text = !end ? say.closed : !open ? fill(say.opens, { when: words(start, 0) })
    : end - now > 7 * DAY ? say.always : fill(say.closes, { when: words(end, 1) });
  return { open, text, today: iso(today), weekday: (today + 3) % 7 };
}

// Called by site.js on pages with [data-hours]; then every minute.
export const show = () => {
  const own = document.querySelector("[data-opening-messages]")?.dataset.openingMessages;
  const say = own ? JSON.parse(own) : undefined;
  for (const root of document.querySelectorAll("[data-hours]")) {
    const { open, text, today, weekday } = openState(JSON.parse(root.dataset.hours), Date.now(), say, document.documentElement.lang || undefined);
    const each = (selector, change) => root.querySelectorAll(selector).forEach(change);
    each("[data-open-state]", (el) => {
      el.textContent = text;
      el.dataset.openState = open ? "open" : "closed";
    });
    each("[data-weekdays]", (el) => el.toggleAttribute("data-today", el.dataset.weekdays.includes(weekday)));
    each("[data-last]", (el) => { el.hidden = el.dataset.last < today; });
  }
  setTimeout(show, MINUTE);
};
