import { classes } from './class-names'

const SPIRAL = spiral(2.6, 22)
const STEPS = (count: number) => Array.from({ length: count }, (_, at) => (360 / count) * at)

/** A quarter of a bronze drum in the line of wax-dyed cloth: rings, sun, and the spirals called 窝妥. */
export function Motif({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 310 310"
      fill="none"
      stroke="currentColor"
      strokeWidth="0.7"
      className={classes('pointer-events-none', className)}
    >
      <g transform="translate(310 310)">
        {[308, 246, 242, 206, 200, 158, 154, 118, 74, 70].map((radius) => (
          <circle key={radius} r={radius} />
        ))}
        {STEPS(24).map((angle) => (
          <path key={angle} d={SPIRAL} transform={`rotate(${angle}) translate(0 -276)`} />
        ))}
        {STEPS(72).map((angle) => (
          <circle
            key={angle}
            r="1.1"
            fill="currentColor"
            stroke="none"
            transform={`rotate(${angle}) translate(0 -224)`}
          />
        ))}
        {STEPS(44).map((angle) => (
          <path
            key={angle}
            d="M-9 0C-7-12 -3-22 0-30C3-22 7-12 9 0M0-4V-20"
            transform={`rotate(${angle}) translate(0 -166)`}
          />
        ))}
        {STEPS(60).map((angle) => (
          <path key={angle} d="M-7 0L0-13L7 0" transform={`rotate(${angle}) translate(0 -140)`} />
        ))}
        {STEPS(20).map((angle) => (
          <path key={angle} d={spiral(1.6, 11)} transform={`rotate(${angle}) translate(0 -96)`} />
        ))}
        {STEPS(12).map((angle) => (
          <path key={angle} d="M-8-30L0-66L8-30" transform={`rotate(${angle})`} />
        ))}
        <circle r="28" />
        <circle r="12" />
      </g>
    </svg>
  )
}

/** A spiral of three turns as a path, around its own middle. */
function spiral(gap: number, radius: number) {
  const turns = 3
  const points = Array.from({ length: turns * 16 + 1 }, (_, at) => {
    const angle = (at / 16) * 2 * Math.PI
    const away = gap + ((radius - gap) * at) / (turns * 16)
    return `${(Math.cos(angle) * away).toFixed(1)} ${(Math.sin(angle) * away).toFixed(1)}`
  })
  return `M${points.join('L')}`
}
