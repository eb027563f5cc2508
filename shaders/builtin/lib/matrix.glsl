// Purpose: stored components to R'G'B'.
// Input:   normalised samples, range not expanded (what NATIVE holds).
// Output:  full-range R'G'B', gamma as in the source; not clamped.
// Source:  ITU-T H.273; the numbers come from player/colour_math.py.

uniform mat3 to_rgb;
uniform vec3 to_rgb_offset;

vec3 rgb_of(vec3 stored)
{
    return to_rgb * stored + to_rgb_offset;
}
