// Purpose: read a picture as if it had another size (or the last axis of that).
// Input:   `source`, and for weights `taps`: row n holds output sample n; texel 0 the
//          first index, then four weights a texel.
// Output:  `scaled_at`: R'G'B' at a position of the scaled picture in its pixels.
// Colour:  any; computed on the values as they are (gamma light in the chain).
// Switches: SCALE_MODE 0 same size, 1 bilinear by the sampler, 2 taps along TAP_AXIS,
//          3 up to four taps along both axes, paired by the sampler (`pairs_x`, `pairs_y`:
//          one texel per output sample: two positions 0…1 and their weights).
// Source:  ours; the weights come from player/render/scale_kernel.py.

uniform sampler2D source;

#if SCALE_MODE == 0

vec3 scaled_at(vec2 pixel)
{
    return texelFetch(source, ivec2(pixel), 0).rgb;
}

#elif SCALE_MODE == 1

uniform vec2 scaled_size;

vec3 scaled_at(vec2 pixel)
{
    return texture(source, pixel / scaled_size).rgb;
}

#elif SCALE_MODE == 3

uniform sampler2D pairs_x;
uniform sampler2D pairs_y;

vec3 scaled_at(vec2 pixel)
{
    vec4 across = texelFetch(pairs_x, ivec2(int(pixel.x), 0), 0);
    vec4 down = texelFetch(pairs_y, ivec2(int(pixel.y), 0), 0);
    vec3 upper = across.z * texture(source, vec2(across.x, down.x)).rgb
               + across.w * texture(source, vec2(across.y, down.x)).rgb;
    vec3 lower = across.z * texture(source, vec2(across.x, down.y)).rgb
               + across.w * texture(source, vec2(across.y, down.y)).rgb;
    return down.z * upper + down.w * lower;
}

#else

uniform sampler2D taps;
uniform int tap_groups;

vec3 tap(ivec2 at, int index, int last)
{
    at.TAP_AXIS = min(index, last);
    return texelFetch(source, at, 0).rgb;
}

vec3 scaled_at(vec2 pixel)
{
    ivec2 at = ivec2(pixel);
    int row = at.TAP_AXIS;
    int last = textureSize(source, 0).TAP_AXIS - 1;
    int index = int(texelFetch(taps, ivec2(0, row), 0).x + 0.5);
    vec3 sum = vec3(0.0);
    for (int group = 1; group <= tap_groups; ++group) {
        vec4 weights = texelFetch(taps, ivec2(group, row), 0);
        sum += weights.x * tap(at, index, last) + weights.y * tap(at, index + 1, last)
             + weights.z * tap(at, index + 2, last) + weights.w * tap(at, index + 3, last);
        index += 4;
    }
    return sum;
}

#endif
