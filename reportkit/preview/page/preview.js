// The page of `reportkit preview`: shows what the server made, and says what is wrong with it.
"use strict";

const $ = (id) => document.getElementById(id);
const SWITCHES = ["form", "marking", "language", "against"];
const MOST = 300; // problems that are listed
const HITS = 40; // records that are listed

let chosen = fromAddress(); // of SWITCHES, and the record
let state = null; // as the server told it last
let events = null; // the stream
let shown = ""; // view and version that the brief is of
let frame = null; // the brief
let records = []; // of the series
let recordsOf = -1; // the save that they are of

// -- what is chosen, kept in the address ---------------------------------------------------

function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const all = {};
  for (const name of [...SWITCHES, "record"]) all[name] = given.get(name) || "";
  return all;
}

function viewQuery(more = {}) {
  const query = new URLSearchParams();
  for (const name of SWITCHES) if (chosen[name]) query.set(name, chosen[name]);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.toString();
}

function remember() {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) if (value) query.set(name, value);
  history.replaceState(null, "", query.size ? `#${query}` : location.pathname);
}

function listen() {
  if (events) events.close();
  events = new EventSource(`events?${viewQuery()}`);
  events.addEventListener("state", (event) => take(JSON.parse(event.data)));
  events.addEventListener("ended", () => {
    events.close();
    say("The preview has ended. Start it again with: reportkit preview", "stale");
  });
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) say("This cannot be shown: choose anew.", "stale");
    else say("The preview does not answer; it may have ended.", "stale");
  };
}

// -- what the server tells -----------------------------------------------------------------

function take(told) {
  state = told;
  const errors = told.problems.filter((problem) => problem.level === "error");
  sayState(errors);
  offer(told.choices);
  listProblems(errors);
  if (recordsOf !== told.checked && told.checked) loadRecords(told.checked);
  const now = `${viewQuery()} ${told.version}`;
  if (told.version && shown !== now) {
    shown = now;
    showBrief();
  } else if (!told.version && !told.busy) {
    clearBrief();
  }
}

function sayState(errors) {
  const problems = state.problems.length
    ? `${state.problems.length} problem${state.problems.length === 1 ? "" : "s"}`
    : "no problems";
  const of = state.version ? `As of save ${state.moment}, ${state.seconds.toFixed(1)} s` : "Nothing to show yet";
  document.body.classList.toggle("busy", state.busy);
  if (state.busy) return; // what is said next is said once it is there
  const trouble = state.trouble ? "it cannot be made now" : problems;
  const last = state.stale && state.version ? ` – the save after that has ${errors.length || "other"} error${errors.length === 1 ? "" : "s"}` : "";
  const aside = state.aside ? `, ${state.aside}` : "";
  say(`${of}${last || `; ${trouble}${aside}`}.${state.notice ? ` ${state.notice}.` : ""}`, state.stale ? "stale" : "");
}

function say(words, look) {
  document.body.classList.toggle("stale", look === "stale");
  if ($("said").textContent !== words) $("said").textContent = words;
}

function offer(choices) {
  const form = $("switches");
  form.elements.form.value = chosen.form || "html";
  if (!choices) return;
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  fill("marking", [["", choices.marking], ...choices.lower.map((each) => [each, each])]);
  const spoken = choices.languages.filter((each) => each !== choices.language);
  fill("language", [["", names.of(choices.language)], ...spoken.map((each) => [each, names.of(each)])]);
  const [last, ...older] = choices.editions;
  fill("against", [["", last ? `No. ${last[1]}, the last` : "no edition yet"], ...older.map(([id, spoken]) => [id, `No. ${spoken}`])]);
}

function fill(name, options) {
  const select = $("switches").elements[name];
  const written = JSON.stringify(options);
  if (select.dataset.written !== written) {
    select.dataset.written = written;
    select.replaceChildren(...options.map(([value, words]) => new Option(words, value)));
  }
  select.value = chosen[name];
  if (select.selectedIndex < 0) select.append(new Option(`${chosen[name]}, not there`, chosen[name], true, true));
}

// -- the brief -----------------------------------------------------------------------------

function clearBrief() {
  $("empty").hidden = false;
  $("frames").replaceChildren();
  $("pages").replaceChildren();
  $("pages").hidden = $("download").hidden = true;
  frame = null;
  shown = "";
}

function showBrief() {
  const html = (chosen.form || "html") === "html";
  $("empty").hidden = true;
  $("frames").hidden = !html;
  $("pages").hidden = $("download").hidden = html;
  $("download").href = `brief.pdf?${viewQuery()}`;
  if (html) showHtml();
  else showPages();
  if (chosen.record) loadCard(chosen.record, false);
}

function showHtml() {
  for (const other of $("frames").querySelectorAll(".coming")) other.remove();
  const next = document.createElement("iframe");
  next.title = "The brief as HTML";
  next.className = "coming";
  next.sandbox.add("allow-same-origin"); // its scripts never run; this page may look into it
  next.addEventListener("load", () => {
    if (!next.isConnected || !next.contentDocument) return;
    const focused = document.activeElement === frame && frame;
    if (frame) settle(frame, next);
    next.className = "";
    frame?.remove();
    frame = next;
    if (focused) next.focus();
    next.contentDocument.addEventListener("click", clicked);
    document.body.dataset.shown = shown;
  }, { once: true });
  next.src = `brief?${viewQuery({ v: state.version })}`;
  $("frames").append(next);
}

// Keep what is read where it was, and what was unfolded open.
function settle(before, next) {
  const [was, now] = [before.contentDocument, next.contentDocument];
  const open = [...was.querySelectorAll("details")].map((each) => each.open);
  now.querySelectorAll("details").forEach((each, at) => { each.open = open[at] ?? each.open; });
  const top = [...was.querySelectorAll("[id]")].find((each) => each.getBoundingClientRect().height && each.getBoundingClientRect().top >= 0);
  const twin = top && now.getElementById(top.id);
  const y = before.contentWindow.scrollY;
  next.contentWindow.scrollTo({ top: y, behavior: "instant" });
  if (twin && y > 0) next.contentWindow.scrollBy({ top: twin.getBoundingClientRect().top - top.getBoundingClientRect().top, behavior: "instant" });
}

function clicked(event) {
  const link = event.target.closest("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) {
    event.preventDefault(); // the brief itself stays
    if (/^(https?|mailto):/.test(link.href)) window.open(link.href, "_blank", "noopener,noreferrer");
    return;
  }
  if (String(frame.contentWindow.getSelection())) return; // a text is being marked
  const target = link ? link.getAttribute("href").slice(1) : event.target.closest("[id^='rec-'], [id^='chg-']")?.id || "";
  if (/^(rec|chg)-/.test(target)) choose(decodeURIComponent(target.slice(4)));
}

function showPages() {
  const box = $("pages");
  const width = Math.min(Math.ceil((Math.min(box.clientWidth, 960) * devicePixelRatio) / 200) * 200, 2400);
  const figures = [...box.children];
  state.pages.forEach((page, at) => {
    const figure = figures[at] || box.appendChild(newPage(at));
    const [caption, image] = figure.children;
    const badge = page.changed ? Object.assign(document.createElement("span"), { className: "badge", textContent: "changed" }) : "";
    caption.replaceChildren(`Page ${at + 1} of ${state.pages.length}`, badge);
    figure.classList.toggle("changed", page.changed);
    image.alt = `Page ${at + 1}`;
    image.width = Math.round(page.width);
    image.height = Math.round(page.height);
    const source = `page/${page.digest}.png?${viewQuery({ w: width })}`;
    if (image.getAttribute("src") !== source) image.src = source; // the old one stands until then
  });
  figures.slice(state.pages.length).forEach((figure) => figure.remove());
  document.body.dataset.shown = shown;
}

function newPage(at) {
  const figure = document.createElement("figure");
  figure.id = `page-${at + 1}`;
  figure.append(document.createElement("figcaption"), Object.assign(new Image(), { loading: "lazy", decoding: "async" }));
  return figure;
}

function jump(place) {
  pane("brief");
  if (place.page) {
    $(`page-${place.page}`)?.scrollIntoView({ block: "start" });
    return;
  }
  const target = frame?.contentDocument.getElementById(place.anchor);
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target?.scrollIntoView({ block: "center" });
  if (target) {
    target.style.outline = "2px solid #0b8f85";
    setTimeout(() => { target.style.outline = ""; }, 1600);
  }
}

// -- problems ------------------------------------------------------------------------------

function listProblems(errors) {
  for (const count of document.querySelectorAll(".count")) {
    count.textContent = state.problems.length || "";
    count.className = `count ${errors.length ? "error" : state.problems.length ? "warning" : ""}`;
  }
  const written = JSON.stringify([state.problems, state.trouble, state.aside, state.checked > 0]);
  const list = $("list");
  if (list.dataset.written === written) return;
  list.dataset.written = written;
  const warnings = state.problems.filter((problem) => problem.level !== "error");
  const parts = [];
  if (state.trouble) parts.push(element("p", "trouble", state.trouble));
  if (errors.length) parts.push(element("h3", "", `Errors (${errors.length})`), ...group(errors));
  if (warnings.length) parts.push(element("h3", "", `Warnings (${warnings.length})`), ...group(warnings));
  if (!parts.length) parts.push(element("p", "quiet", state.checked ? "No problems." : "Reading …"));
  if (state.aside) parts.push(element("p", "quiet", `${state.aside}: reportkit check --silenced`));
  keepFocus(list, () => list.replaceChildren(...parts));
}

function group(problems) {
  const list = element("ul");
  for (const problem of problems.slice(0, MOST)) list.append(problemItem(problem, { problem: state.problems.indexOf(problem) }));
  const more = problems.length - MOST;
  return more > 0 ? [list, element("p", "quiet", `and ${more} more: reportkit check`)] : [list];
}

function problemItem(problem, which) {
  const item = element("li", `problem ${problem.level}`);
  const first = element("p");
  const named = problem.fingerprint ? `${problem.code} [${problem.fingerprint}]` : problem.code;
  first.append(placeLink(problem, which), " ", element("span", "code", named));
  item.append(first, element("p", "", problem.message));
  if (problem.hint) item.append(element("p", "hint", problem.hint));
  return item;
}

function placeLink(place, which) {
  const key = `${which.record || "p"} ${place.place}`;
  if (place.href) return withKey(Object.assign(element("a", "place", place.place), { href: place.href }), key);
  const button = withKey(element("button", "place", place.place), key);
  button.type = "button";
  button.addEventListener("click", async () => {
    const answer = await fetch(`open?${viewQuery(which)}`, { method: "POST" });
    const told = answer.ok || answer.status === 500 ? await answer.json() : { trouble: "this place has changed; look again" };
    if (told.trouble) say(`The editor was not opened: ${told.trouble}`, "stale");
  });
  return button;
}

function withKey(made, key) {
  made.dataset.key = key;
  return made;
}

// Whoever stands on a line with the keyboard stands on it afterwards.
function keepFocus(box, change) {
  const active = document.activeElement;
  const key = box.contains(active) ? active.dataset.key : null;
  change();
  if (key) ([...box.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key) || box.closest(".scroll")).focus();
}

function element(name, look = "", words = "") {
  const made = document.createElement(name);
  if (look) made.className = look;
  if (words) made.textContent = words;
  return made;
}

// -- records -------------------------------------------------------------------------------

async function loadRecords(save) {
  recordsOf = save;
  records = await (await fetch("records")).json();
  if ($("search").value) search();
  if (chosen.record) loadCard(chosen.record, false);
}

function search() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = words.length
    ? records.filter((one) => words.every((word) => `${one.id} ${one.type} ${one.words}`.toLowerCase().includes(word)))
    : [];
  const items = hits.slice(0, HITS).map((one) => {
    const item = element("li");
    const button = withKey(element("button"), one.id);
    button.type = "button";
    button.append(element("b", "", one.id), " ", element("small", "", one.type), element("br"), one.words);
    button.addEventListener("click", () => choose(one.id, true));
    item.append(button);
    return item;
  });
  if (words.length && !hits.length) items.push(element("li", "quiet", "No record has these words."));
  if (hits.length > HITS) items.push(element("li", "quiet", `and ${hits.length - HITS} more`));
  keepFocus($("hits"), () => $("hits").replaceChildren(...items));
}

function choose(id, byKeyboard = false) {
  chosen.record = id;
  remember();
  if (byKeyboard) {
    $("search").value = "";
    search();
  }
  loadCard(id, byKeyboard);
}

async function loadCard(id, focus) {
  const answer = await fetch(`record?${viewQuery({ id })}`);
  if (chosen.record !== id) return;
  const card = $("card");
  if (!answer.ok) {
    card.replaceChildren(element("p", "quiet", `${id} is no record that can be read now.`));
    return;
  }
  const record = await answer.json();
  const written = JSON.stringify(record);
  if (card.dataset.written !== written || !card.querySelector("h3")) {
    card.dataset.written = written;
    const unfolded = card.querySelector("details")?.open;
    keepFocus(card, () => card.replaceChildren(...cardParts(record, unfolded)));
  }
  if (focus) card.querySelector("h3").focus();
}

function cardParts(record, unfolded) {
  const head = element("h3", "", record.id);
  head.tabIndex = -1;
  const parts = [head, element("p", "type", record.type), element("p", "", record.words), placeLink(record, { record: record.id })];
  parts.push(element("h4", "", "Problems"));
  if (record.problems.length) {
    const list = element("ul");
    for (const problem of record.problems) list.append(problemItem(problem, { problem: indexOf(problem) }));
    parts.push(list);
  } else parts.push(element("p", "quiet", "None."));
  parts.push(element("h4", "", "Printed"), printedList(record));
  parts.push(element("h4", "", "Its life"), lifeList(record.life));
  const rules = element("details");
  rules.open = Boolean(unfolded);
  rules.append(withKey(element("summary", "", `Rules that look at a ${record.type} (${record.rules.length})`), "rules"));
  const list = rules.appendChild(element("ul"));
  for (const rule of record.rules) {
    const item = list.appendChild(element("li"));
    item.append(element("code", "", rule.code), ` ${rule.text}${rule.standard ? ` (${rule.standard})` : ""}`);
  }
  return [...parts, rules];
}

function indexOf(problem) {
  return state.problems.findIndex((each) => each.place === problem.place && each.code === problem.code && each.message === problem.message);
}

function printedList(record) {
  const list = element("ul");
  for (const name of record.rests) list.append(element("li", "", `Page 1: ${name}`));
  for (const place of record.printed) {
    const item = list.appendChild(element("li"));
    const words = `${place.where || "the brief"}: ${place.how}`;
    if (!place.anchor && !place.page) item.textContent = words;
    else {
      const button = item.appendChild(withKey(element("button", "jump", words), words));
      button.type = "button";
      button.addEventListener("click", () => jump(place));
    }
  }
  return list.children.length ? list : element("p", "quiet", "Nowhere in what is shown.");
}

function lifeList(life) {
  if (!life.length) return element("p", "quiet", "No edition has carried it yet.");
  const list = element("ol", "life");
  for (const entry of life) {
    const item = list.appendChild(element("li"));
    item.append(element("b", "", `No. ${entry.edition}`), ` ${entry.published}, ${entry.class}`, element("br"), entry.sentence);
    if (entry.reason) item.append(element("br"), element("span", "quiet", entry.reason));
  }
  return list;
}

// -- the person ----------------------------------------------------------------------------

function pane(name) {
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll("nav button")) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
}

for (const button of document.querySelectorAll("nav button")) button.addEventListener("click", () => pane(button.dataset.pane));
$("search").addEventListener("input", search);
$("switches").addEventListener("submit", (event) => event.preventDefault());
$("switches").addEventListener("change", (event) => {
  chosen[event.target.name] = event.target.value === "html" ? "" : event.target.value;
  remember();
  clearBrief();
  listen();
});
window.addEventListener("hashchange", () => {
  const given = fromAddress();
  if (JSON.stringify(given) === JSON.stringify(chosen)) return;
  chosen = given;
  clearBrief();
  listen();
});

listen();
