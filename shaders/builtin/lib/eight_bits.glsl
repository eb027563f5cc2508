// Purpose: round to the screen's 8 bits, the rest spread as fine noise.
// Input:   R'G'B'; `thresholds`: a square tile of values within 0…1, its side a power of 2.
// Output:  R'G'B' on the 256 levels, at most one level from the input.
// Switches: IS_DITHERED 0|1.
// Source:  ours; the tile is player/render/dither_pattern.py. One threshold serves all
//          three channels, so gray stays gray.

#if IS_DITHERED

uniform sampler2D thresholds;
uniform float grace; // levels: as near as this to one counts as that level

vec3 eight_bits(vec3 rgb)
{
    vec3 level = clamp(rgb, 0.0, 1.0) * 255.0;
    ivec2 at = ivec2(gl_FragCoord.xy) & (textureSize(thresholds, 0) - 1);
    vec3 nearest = floor(level + 0.5);
    vec3 spread = floor(level + texelFetch(thresholds, at, 0).r);
    return mix(spread, nearest, lessThan(abs(level - nearest), vec3(grace))) / 255.0;
}

#else

vec3 eight_bits(vec3 rgb)
{
    return floor(clamp(rgb, 0.0, 1.0) * 255.0 + 0.5) / 255.0;
}

#endif
