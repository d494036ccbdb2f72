// The bell, made of sine waves; browsers let it sound only after a press.

const STROKES = {
  start: [[523.25, 0], [659.25, 0.5], [783.99, 1]],
  warning: [[659.25, 0], [659.25, 0.6]],
  end: [[783.99, 0], [523.25, 0.7]],
};
const FADE = 1.8; // seconds
const LOUDNESS = 0.35;

export class Bell {
  on = false;

  async toggle() {
    this.on = !this.on;
    if (!this.on) return false;
    this.context ??= new AudioContext();
    await this.context.resume();
    this.ring("warning"); // so that whoever pressed hears how loud it is
    return true;
  }

  ring(kind) {
    if (!this.on) return;
    for (const [pitch, after] of STROKES[kind]) this.strike(pitch, this.context.currentTime + after);
  }

  strike(pitch, at) {
    // An overtone a little out of tune is what makes it a bell.
    for (const [ratio, part] of [[1, 1], [2.76, 0.25]]) {
      const wave = new OscillatorNode(this.context, { frequency: pitch * ratio });
      const volume = new GainNode(this.context, { gain: 0 });
      volume.gain.setValueAtTime(LOUDNESS * part, at);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + FADE);
      wave.connect(volume).connect(this.context.destination);
      wave.start(at);
      wave.stop(at + FADE);
    }
  }
}
