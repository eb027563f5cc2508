// Purpose: read one pixel out of a frame's planes, chroma enlarged where it is smaller.
// Input:   plane textures with nearest sampling; switches say where each component is
//          (FIRST_PLANE and FIRST_CHANNEL, likewise SECOND and THIRD).
// Output:  `stored_at`: the three components as stored, 0…1 of their depth.
// Colour:  none; range not expanded.
// Switches: HAS_CHROMA 0|1; CHROMA_KERNEL 0 (same size as luma), 1 bilinear, 2 bicubic;
//          IS_INTERLEAVED 0|1 (second and third component in one plane).
// Source:  ours. Texels are fetched one by one and weighted here: filtering hardware
//          keeps 8 bits of a position, and some software of the value too.

uniform sampler2D plane0;
uniform sampler2D plane1;
uniform sampler2D plane2;
uniform float sample_scale;
uniform float neutral;
uniform vec2 chroma_step;   // chroma texels per picture pixel
uniform vec2 chroma_offset; // siting, in chroma texels

#if HAS_CHROMA && CHROMA_KERNEL > 0

vec2 chroma_texel(vec2 corner, vec2 texel)
{
    // `corner` is 1 / size; the sampler clamps positions to the edge.
    vec2 at = (texel + 0.5) * corner;
#if IS_INTERLEAVED
    vec4 both = texture(SECOND_PLANE, at);
    return vec2(both.SECOND_CHANNEL, both.THIRD_CHANNEL);
#else
    return vec2(texture(SECOND_PLANE, at).SECOND_CHANNEL,
                texture(THIRD_PLANE, at).THIRD_CHANNEL);
#endif
}

#if CHROMA_KERNEL == 2

// Weights of the cubic through the samples (Keys 1981, a = -1/2; "Catmull-Rom") for the
// four samples around a position `t` of 0…1 between the middle two.
vec4 cubic_weights(float t)
{
    float t2 = t * t;
    float t3 = t2 * t;
    return vec4(-0.5 * t3 + t2 - 0.5 * t,
                1.5 * t3 - 2.5 * t2 + 1.0,
                -1.5 * t3 + 2.0 * t2 + 0.5 * t,
                0.5 * t3 - 0.5 * t2);
}

vec2 chroma_row(vec2 corner, vec2 base, float row, vec4 across)
{
    return across.x * chroma_texel(corner, base + vec2(-1.0, row))
         + across.y * chroma_texel(corner, base + vec2(0.0, row))
         + across.z * chroma_texel(corner, base + vec2(1.0, row))
         + across.w * chroma_texel(corner, base + vec2(2.0, row));
}

#endif

vec2 chroma_at(vec2 pixel)
{
    vec2 corner = 1.0 / vec2(textureSize(SECOND_PLANE, 0));
    vec2 position = pixel * chroma_step + chroma_offset - 0.5;
    vec2 base = floor(position);
    vec2 t = position - base;
#if CHROMA_KERNEL == 1
    vec2 upper = mix(chroma_texel(corner, base), chroma_texel(corner, base + vec2(1.0, 0.0)), t.x);
    vec2 lower = mix(chroma_texel(corner, base + vec2(0.0, 1.0)), chroma_texel(corner, base + vec2(1.0, 1.0)), t.x);
    return mix(upper, lower, t.y);
#else
    vec4 across = cubic_weights(t.x);
    vec4 down = cubic_weights(t.y);
    return down.x * chroma_row(corner, base, -1.0, across)
         + down.y * chroma_row(corner, base, 0.0, across)
         + down.z * chroma_row(corner, base, 1.0, across)
         + down.w * chroma_row(corner, base, 2.0, across);
#endif
}

#endif

// `pixel`: position in the picture, pixel centres at half-integers.
vec3 stored_at(vec2 pixel)
{
    ivec2 at = ivec2(pixel);
    float first = texelFetch(FIRST_PLANE, at, 0).FIRST_CHANNEL * sample_scale;
#if !HAS_CHROMA
    return vec3(first, neutral, neutral);
#elif CHROMA_KERNEL == 0
    return vec3(first,
                texelFetch(SECOND_PLANE, at, 0).SECOND_CHANNEL * sample_scale,
                texelFetch(THIRD_PLANE, at, 0).THIRD_CHANNEL * sample_scale);
#else
    return vec3(first, chroma_at(pixel) * sample_scale);
#endif
}
