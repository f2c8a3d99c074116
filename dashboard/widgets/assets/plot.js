// Draws one Plotly figure, reports clicks and brushes, exports PNG and SVG in the browser.
// All text that comes from documents reaches the page as text: textContent here, escaped hover text in the figure.

function staticAddress(name) {
  const root = window.location.pathname.replace(/[^/]*$/, "");
  return new URL(`${root}app/static/${name}`, window.location.origin).href;
}

let plotlyPromise = null;
function loadPlotly() {
  if (window.EscaladePlotly) return Promise.resolve(window.EscaladePlotly);
  plotlyPromise ??= new Promise((resolve, reject) => {
    // An empty base map: Plotly then never asks its own server for one.
    const empty = () => ({ type: "Topology", arcs: [], objects: Object.fromEntries(
      ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"].map((name) =>
        [name, { type: "GeometryCollection", geometries: [] }])) });
    window.PlotlyGeoAssets = { topojson: { world_110m: empty(), world_50m: empty() } };
    const script = document.createElement("script");
    script.src = staticAddress("plotly.min.js");
    script.onload = () => { window.EscaladePlotly = window.Plotly; resolve(window.Plotly); };
    script.onerror = () => { plotlyPromise = null; reject(new Error(script.src)); };
    document.head.appendChild(script);
  });
  return plotlyPromise;
}

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function wrapped(text, width) {
  const lines = [];
  let line = "";
  for (const word of String(text).split(/\s+/)) {
    if (line && (line + " " + word).length > width) { lines.push(line); line = word; } else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(line);
  return lines.map(escaped).join("<br>");
}

// The picture on its own: title, filters in words, source and version travel with it.
function exportedLayout(layout, about) {
  const out = structuredClone(layout);
  const foot = wrapped(about.foot, 150);
  const rows = foot.split("<br>").length;
  const margin = { l: 60, r: 20, t: 20, b: 30, ...(layout.margin || {}) };
  out.margin = { ...margin, t: margin.t + 78, b: margin.b + 26 + 17 * rows, l: margin.l + 24, r: margin.r + 24 };
  out.width = 1280; out.height = 720; out.autosize = false;
  out.paper_bgcolor = about.paper; out.plot_bgcolor = layout.plot_bgcolor ?? about.paper;
  out.title = { text: `<b>${escaped(about.title)}</b><br><span style="font-size:15px">${escaped(about.filters)}</span>`,
    x: 0.02, xanchor: "left", y: 0.97, yanchor: "top", yref: "container", font: { size: 24, color: about.ink }, automargin: false };
  out.annotations = [...(out.annotations || []), { text: foot, xref: "paper", yref: "paper", x: 0, y: 0, xanchor: "left",
    yanchor: "top", align: "left", yshift: -(margin.b + 14), xshift: -margin.l, showarrow: false, font: { size: 13, color: about.muted } }];
  return fitGeo(out, 1280 - out.margin.l - out.margin.r, 720 - out.margin.t - out.margin.b);
}

// Widen the map's ranges so that they fill a frame of this width and height (Mercator).
function fitGeo(layout, width, height) {
  if (!layout.geo?.lataxis?.range || !width || !height) return layout;
  const up = (lat) => Math.asinh(Math.tan(lat * Math.PI / 180)) * 180 / Math.PI;
  const down = (y) => Math.atan(Math.sinh(y * Math.PI / 180)) * 180 / Math.PI;
  let [south, north] = layout.geo.lataxis.range.map(up);
  let [west, east] = layout.geo.lonaxis.range;
  const wanted = width / height, given = (east - west) / (north - south);
  if (given < wanted) {
    const room = Math.min((north - south) * wanted, 360), middle = (west + east) / 2;
    [west, east] = [middle - room / 2, middle + room / 2];
  } else {
    const room = (east - west) / wanted, middle = (south + north) / 2;
    [south, north] = [middle - room / 2, middle + room / 2];
  }
  const geo = { ...layout.geo, lataxis: { ...layout.geo.lataxis, range: [Math.max(down(south), -84), Math.min(down(north), 84)] },
    lonaxis: { ...layout.geo.lonaxis, range: [west, east] } };
  return { ...layout, geo };
}

// On a narrow screen the legend goes below, the left margin shrinks, and names over columns stand upright.
function fitWidth(layout, width) {
  if (width < 620 && layout.xaxis?.side === "top") {
    return { ...layout, font: { ...layout.font, size: 11 }, xaxis: { ...layout.xaxis, tickangle: -90 },
      margin: { ...layout.margin, l: 104, r: 6, t: 112 } };
  }
  if (layout.geo || width >= 620 || !layout.legend) return layout;
  const every = (axis) => !axis?.tickvals ? axis : { ...axis, tickangle: 0, tickvals: axis.tickvals.filter((_, n) => n % 2 === 0),
    ticktext: axis.ticktext.filter((_, n) => n % 2 === 0) };
  const axes = Object.fromEntries(["xaxis", "xaxis2", "xaxis3"].filter((name) => layout[name])
    .map((name) => [name, every(layout[name])]));
  const titled = Boolean(layout.xaxis?.title?.text);
  return { ...layout, ...axes, margin: { ...layout.margin, l: titled ? 56 : 92, t: 12, b: titled ? 150 : 112 },
    legend: { ...layout.legend, x: titled ? 0 : -0.3, xanchor: "left", y: titled ? -0.3 : -0.16, yanchor: "top" } };
}

function shapedLayout(state) {
  const { clientWidth, clientHeight } = state.box;
  const layout = { ...state.figure.layout, autosize: true };
  return fitWidth(fitGeo(layout, clientWidth, clientHeight), clientWidth);
}

function download(href, name) {
  const link = node("a");
  link.href = href; link.download = name;
  document.body.appendChild(link); link.click(); link.remove();
}

async function exportPicture(state, format) {
  const Plotly = await loadPlotly();
  const { figure, about } = state;
  const picture = { data: figure.data, layout: exportedLayout(figure.layout, about), config: state.config };
  const size = { width: 1280, height: 720, scale: format === "svg" ? 1 : 2.5 };
  const href = await Plotly.toImage(picture, { ...size, format: format === "pdf" ? "jpeg" : format });
  if (format !== "pdf") return download(href, `${about.file}.${format}`);
  const jpeg = Uint8Array.from(atob(href.split(",")[1]), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(makePdf(jpeg, size.width * size.scale, size.height * size.scale, about));
  download(address, `${about.file}.pdf`);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// One drawing after another: two at once on one chart can leave the first waiting for ever.
function enqueue(state, step) {
  state.box.dataset.busy = "";
  const mine = (state.queue ?? Promise.resolve()).then(() => loadPlotly()).then(step);
  state.queue = mine;
  const rest = () => { if (state.queue === mine || !state.queue) delete state.box.dataset.busy; };
  mine.then(rest, rest);
  return mine;
}

function build(root, state, send) {
  const head = node("div", "esc-panel-head");
  const title = node("h2", "esc-h2");
  const hint = node("span", "esc-hint");
  const tools = node("div", "esc-tools");
  head.append(title, hint, tools);
  const box = node("div", "esc-plot");
  const summary = node("p", "esc-sr");
  const note = node("p", "esc-note");
  const wrap = node("div", "esc-plot-wrap");
  wrap.append(box, note);
  const failed = node("p", "esc-failed");
  failed.hidden = true;
  root.replaceChildren(head, summary, failed, wrap);
  Object.assign(state, { title, hint, tools, box, summary, failed, note });
  state.observer = new ResizeObserver(() => {
    const size = `${box.clientWidth}x${box.clientHeight}`;
    if (!box._fullLayout || box.offsetParent === null || size === state.size) return;
    state.size = size;
    enqueue(state, (Plotly) => Plotly.react(box, state.drawn ?? state.figure.data, shapedLayout(state), state.config)
      .then(() => Plotly.Plots.resize(box)));
  });
  state.observer.observe(box);
}

function fillTools(state, data, send) {
  state.tools.replaceChildren();
  for (const select of data.selects ?? []) {
    const label = node("label", "esc-pick");
    label.append(node("span", null, select.label));
    const list = node("select");
    for (const [value, text] of select.options) {
      const option = node("option", null, text);
      option.value = value; option.selected = value === select.value;
      list.append(option);
    }
    list.addEventListener("change", () => send("choose", { name: select.name, value: list.value }));
    label.append(list);
    state.tools.append(label);
  }
  for (const action of data.actions ?? []) {
    const button = node("button", "esc-tool esc-tool-strong", action.label);
    button.type = "button";
    button.title = action.title; button.setAttribute("aria-label", `${action.title}: ${data.title}`);
    button.addEventListener("click", () => send("basket", action.value));
    state.tools.append(button);
  }
  if (data.help) {
    const details = node("details", "esc-help");
    details.append(node("summary", "esc-tool", "?"), node("p", null, data.help));
    details.firstChild.setAttribute("aria-label", data.words.help);
    state.tools.append(details);
  }
  if (data.film) addFilm(state, data, send);
  for (const format of ["png", "svg", "pdf"]) {
    const button = node("button", "esc-tool", format.toUpperCase());
    button.type = "button";
    button.title = data.words[format]; button.setAttribute("aria-label", `${data.words[format]}: ${data.title}`);
    button.addEventListener("click", () => exportPicture(state, format));
    state.tools.append(button);
  }
}

// A ring around the mark of the chosen event, so that choosing one does not redraw the figure on the server.
function ringed(figure, selected, ink) {
  if (!selected) return figure.data;
  for (const trace of figure.data) {
    const at = Array.isArray(trace.customdata) ? trace.customdata.indexOf(selected) : -1;
    if (at < 0 || trace.mode !== "markers") continue;
    const size = trace.marker?.size;
    const ring = { type: "scatter", mode: "markers", xaxis: trace.xaxis, yaxis: trace.yaxis, hoverinfo: "skip", showlegend: false,
      x: [valueAt(trace.x, at)], y: [valueAt(trace.y, at)],
      marker: { symbol: "circle-open", size: (typeof size === "number" ? size : valueAt(size, at) ?? 10) + 9, color: ink, line: { width: 2.2, color: ink } } };
    return [...figure.data, ring];
  }
  return figure.data;
}

// Plotly sends number arrays as base64; one value is read without unpacking the trace.
const KINDS = { f8: Float64Array, f4: Float32Array, i4: Int32Array, u4: Uint32Array, i2: Int16Array, u2: Uint16Array, i1: Int8Array, u1: Uint8Array };
function valueAt(list, at) {
  if (!list?.bdata) return list?.[at];
  const bytes = Uint8Array.from(atob(list.bdata), (sign) => sign.charCodeAt(0));
  return new KINDS[list.dtype](bytes.buffer)[at];
}

function dayOf(value) { return String(value).slice(0, 10); }

// Plays the map through time: circles take the size of one bin after another. Who asked their system
// for less motion steps by hand instead.
function showFrame(state, place) {
  const { film } = state;
  const Plotly = window.EscaladePlotly;
  const [label, numbers, sums] = film.frames[place];
  const counts = Object.fromEntries(numbers.map((number, at) => [film.places[number], sums[at]]));
  state.hint.textContent = label;
  state.figure.data.forEach((trace, index) => {
    if (!Array.isArray(trace.customdata) || !String(trace.customdata[0]).startsWith("place:")) return;
    const sizes = trace.customdata.map((key) => {
      const count = counts[String(key).slice(6)] ?? 0;
      return count > 0 ? 8 + 30 * Math.sqrt(count / film.most) : 0;
    });
    Plotly.restyle(state.box, { "marker.size": [sizes] }, [index]);
  });
}

function stopFilm(state) {
  clearInterval(state.timer);
  state.timer = null;
  state.frame = -1;
}

// The film itself is large: the server sends it when it is first asked for, and it then starts by itself.
function addFilm(state, data, send) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const button = node("button", "esc-tool esc-film", "▶");
  button.type = "button";
  const name = (text) => { button.title = text; button.setAttribute("aria-label", text); };
  name(still ? data.film.step : data.film.play);
  const back = () => {
    stopFilm(state);
    button.textContent = "▶"; name(still ? data.film.step : data.film.play);
    state.hint.textContent = data.hint;
    window.EscaladePlotly.react(state.box, state.figure.data, shapedLayout(state), state.config);
  };
  const forward = () => {
    state.frame += 1;
    if (state.frame >= data.film.frames.length) back(); else showFrame(state, state.frame);
  };
  state.play = () => {
    if (!window.EscaladePlotly || !state.box._fullLayout) return;
    if (still) { forward(); return; }
    if (state.timer) { back(); return; }
    button.textContent = "■"; name(data.film.stop);
    forward();
    state.timer = setInterval(forward, 550);
  };
  button.addEventListener("click", () => {
    if (data.film.frames) { state.play(); return; }
    state.asked = data.serial;
    send("film", data.serial);
  });
  state.tools.append(button);
}

function listen(state, send) {
  const { box } = state;
  box.on("plotly_click", (event) => {
    const point = event.points.find((candidate) => candidate.customdata != null);
    if (point) send("pick", String(point.customdata));
  });
  box.on("plotly_selected", (event) => {
    const range = event?.range && Object.entries(event.range).find(([axis]) => axis.startsWith("x"));
    if (range && state.brush) {
      send("brush", `${dayOf(range[1][0])}/${dayOf(range[1][1])}`);
      window.EscaladePlotly.relayout(box, { selections: [] });
      window.EscaladePlotly.restyle(box, { selectedpoints: [null] });
    } else if (event?.points?.length === 1 && event.points[0].customdata != null) {
      send("pick", String(event.points[0].customdata));
    }
  });
  box.on("plotly_doubleclick", () => { if (state.brush) send("brush", ""); });
}

const mounted = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  const send = (name, value) => setTriggerValue(name, value);
  let state = mounted.get(root);
  if (!state) { state = {}; mounted.set(root, state); build(root, state, send); }
  root.className = `esc-mount esc-panel ${data.class_name}`;
  state.title.textContent = data.title;
  state.hint.textContent = data.hint;
  state.summary.textContent = data.summary;
  state.note.textContent = data.note ?? "";
  state.note.hidden = !data.note;
  state.figure = data.figure;
  state.about = data.about;
  state.brush = data.brush;
  stopFilm(state);
  state.film = data.film;
  const held = document.activeElement?.matches(".esc-film") && state.tools.contains(document.activeElement);
  fillTools(state, data, send);
  if (held) state.tools.querySelector(".esc-film")?.focus();
  const geography = data.geojson ? staticAddress(data.geojson) : null;
  for (const trace of state.figure.data) if (trace.geojson === "countries") trace.geojson = geography;
  state.config = { displaylogo: false, responsive: true, scrollZoom: Boolean(data.geojson), displayModeBar: false,
    doubleClick: data.brush ? false : "reset", showTips: false, topojsonURL: staticAddress("") };
  enqueue(state, (Plotly) => {
    state.size = `${state.box.clientWidth}x${state.box.clientHeight}`;
    state.drawn = ringed(state.figure, data.selected, data.about.ink);
    return Plotly.react(state.box, state.drawn, shapedLayout(state), state.config);
  }).then(() => {
    if (!state.listening) { listen(state, send); state.listening = true; }
    state.box.dataset.drawn = data.serial;
    if (state.asked === data.serial && data.film?.frames) { state.asked = null; state.play(); }
    state.failed.hidden = true;
  }).catch(() => {
    state.queue = null;
    state.failed.textContent = data.words.failed;
    state.failed.hidden = false;
  });
  return () => { stopFilm(state); state.observer?.disconnect(); if (window.EscaladePlotly && state.box) window.EscaladePlotly.purge(state.box); mounted.delete(root); };
}
