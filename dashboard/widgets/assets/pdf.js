// One picture as a PDF page, 960x540 points: the JPEG as it is, with its title for whoever searches.
function utf16(text) {
  const hex = [...String(text)].flatMap((sign) => Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at).toString(16).padStart(4, "0")));
  return `<feff${hex.join("")}>`;
}

function makePdf(jpeg, width, height, about) {
  const encoder = new TextEncoder(), parts = [], starts = [];
  let length = 0;
  const add = (part) => { const bytes = typeof part === "string" ? encoder.encode(part) : part; parts.push(bytes); length += bytes.length; };
  const object = (body, stream) => {
    starts.push(length);
    add(`${starts.length} 0 obj\n${body}\n`);
    if (stream) { add("stream\n"); add(stream); add("\nendstream\n"); }
    add("endobj\n");
  };
  const draw = encoder.encode("q 960 0 0 540 0 0 cm /Picture Do Q");
  add("%PDF-1.4\n");
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Contents 4 0 R /Resources << /XObject << /Picture 5 0 R >> >> >>");
  object(`<< /Length ${draw.length} >>`, draw);
  object(`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`, jpeg);
  object(`<< /Title ${utf16(about.title)} /Subject ${utf16(about.filters)} /Keywords ${utf16(about.foot)} /Producer (Escalade) >>`);
  const table = length;
  add(`xref\n0 ${starts.length + 1}\n0000000000 65535 f \n${starts.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`);
  add(`trailer\n<< /Size ${starts.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return new Blob(parts, { type: "application/pdf" });
}
