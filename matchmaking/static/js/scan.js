// The in-page scanner: where the browser can read QR codes, a button beside the field opens the camera.

const SECONDS_BETWEEN_LOOKS = 0.25;

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

class Scanner {
  constructor(dialog, field) {
    this.dialog = dialog;
    this.field = field;
    this.video = dialog.querySelector("video");
    this.status = dialog.querySelector("[role=status]");
    this.detector = new BarcodeDetector({ formats: ["qr_code"] });
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.stop());
  }

  async open() {
    this.dialog.showModal();
    this.status.textContent = this.status.dataset.looking;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      this.status.textContent = this.status.dataset.refused;
      return;
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    this.look();
  }

  async look() {
    if (!this.dialog.open) return;
    const [found] = await this.detector.detect(this.video).catch(() => []);
    if (found) {
      this.field.value = found.rawValue;
      this.dialog.close();
      this.field.form.requestSubmit();
      return;
    }
    setTimeout(() => this.look(), SECONDS_BETWEEN_LOOKS * 1000);
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
  }
}

async function start() {
  const button = document.querySelector("[data-scan]");
  if (!button || !(await canRead())) return;
  const scanner = new Scanner(document.getElementById("scanner"), document.getElementById(button.dataset.scan));
  button.hidden = false;
  button.addEventListener("click", () => scanner.open());
}

start();
