// The sentence behind an event, its words marked, and how each value was reached. Text reaches the page by textContent.
function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

function stepper(step, send) {
  const box = node("div", "esc-stepper");
  const button = (label, sign, value) => {
    const made = node("button", "esc-tool", sign);
    made.type = "button";
    made.setAttribute("aria-label", label); made.title = label;
    made.disabled = value == null;
    made.addEventListener("click", () => send("pick", value));
    return made;
  };
  box.append(button(step.previous_label, "‹", step.previous), node("span", "esc-count", step.text), button(step.next_label, "›", step.next));
  return box;
}

function sentence(report) {
  const quote = node("blockquote", "esc-sentence");
  if (report.before) quote.append(node("span", "esc-context", report.before));
  for (const [text, kind] of report.segments) {
    if (!kind) { quote.append(document.createTextNode(text)); continue; }
    quote.append(node("mark", `esc-mark esc-mark-${kind}`, text));
  }
  if (report.after) quote.append(node("span", "esc-context", report.after));
  return quote;
}

function sourceLine(report, words) {
  const line = node("p", "esc-source");
  line.append(document.createTextNode(report.source));
  if (report.link) {
    const link = node("a", null, words.open);
    link.href = report.link; link.target = "_blank"; link.rel = "noopener noreferrer nofollow";
    line.append(document.createTextNode(" · "), link);
  }
  return line;
}

function facts(list) {
  const table = node("dl", "esc-facts");
  for (const fact of list) {
    const term = node("dt", null, null);
    if (fact.kind) term.append(node("span", `esc-swatch esc-mark-${fact.kind}`));
    term.append(document.createTextNode(fact.label));
    const value = node("dd", null, fact.fold ? null : fact.value);
    if (fact.fold) {
      const details = node("details");
      details.append(node("summary", null, fact.fold), node("span", "esc-fact-note", fact.value));
      value.append(details);
    }
    if (fact.note) value.append(node("span", "esc-fact-note", ` ${fact.note}`));
    table.append(term, value);
  }
  return table;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  const send = (name, value) => setTriggerValue(name, value);
  root.className = `esc-mount esc-panel esc-evidence ${data.class_name ?? ""}`;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", data.title);
  root.setAttribute("aria-live", "polite");
  const head = node("div", "esc-panel-head");
  head.append(node("h2", "esc-h2", data.title));
  if (data.group) head.append(node("span", "esc-hint", data.group));
  const tools = node("div", "esc-tools");
  if (data.narrow) {
    const button = node("button", "esc-tool esc-tool-strong", data.narrow.label);
    button.type = "button";
    button.addEventListener("click", () => send("narrow", data.narrow.value));
    tools.append(button);
  }
  for (const action of data.actions ?? []) {
    const button = node("button", "esc-tool esc-tool-strong", action.label);
    button.type = "button";
    button.addEventListener("click", () => send("action", action.value));
    tools.append(button);
  }
  if (data.step) tools.append(stepper(data.step, send));
  head.append(tools);
  const body = node("div", "esc-evidence-body");
  body.tabIndex = 0;
  if (data.empty) body.append(node("p", "esc-empty", data.empty));
  else {
    const line = node("p", "esc-headline");
    line.append(node("span", `esc-dot esc-dot-${data.factuality_code}`), document.createTextNode(data.headline));
    line.firstChild.style.setProperty("--dot", data.colour);
    for (const tag of data.tags) line.append(node("span", "esc-tag", tag));
    if (data.headline) body.append(line);
    for (const report of data.reports) body.append(sentence(report), sourceLine(report, data.words));
    if (data.facts.length) {
      const list = facts(data.facts);
      if (!body.childElementCount) list.classList.add("esc-facts-alone");
      body.append(list);
    }
  }
  root.replaceChildren(head, body);
}
