// Five figures in a row; those that stand for a set of events are buttons that show it.
function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  root.className = "esc-mount esc-figures";
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", data.label);
  root.replaceChildren(...data.figures.map((figure) => {
    const card = node(figure.pick ? "button" : "div", "esc-figure");
    if (figure.pick) {
      card.type = "button";
      card.title = figure.hint;
      card.addEventListener("click", () => setTriggerValue("pick", figure.pick));
    }
    const value = node("span", "esc-figure-value", figure.value);
    if (figure.value.length > 15) value.classList.add("esc-figure-long");
    const note = node("span", `esc-figure-note esc-tone-${figure.tone}`, figure.note);
    card.append(node("span", "esc-figure-label", figure.label), value, note);
    return card;
  }));
}
