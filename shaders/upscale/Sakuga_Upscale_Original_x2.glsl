// Sakuga Upscale Original x2: doubles the picture and draws its lines in.
//
// Purpose: the first idea of Anime4K: after enlarging, every pixel near an edge takes
//   colour from the side that lies farther from the edge, so blurred edges become
//   narrow.
// Input: MAIN, when the screen asks for more than 1.2 times its size.
// Output: MAIN at twice the size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'.
// Cost: 2 passes; 8 texture reads per pixel of the input; per pixel of the output 2,
//   near edges 12.
// Idea: pushing colours away from the crest of the edges, as in the first Anime4K
//   (2019) and its shader of that name by bloc97; written anew from its description.
//   Slopes are found at the size of the input, where bilinear enlarging keeps them
//   exact: 2 passes instead of 6.
// Licence: MIT, see LICENSE.

//!PARAM STRENGTH
//!DESC How far lines are drawn in
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 1.5
0.5

//!DESC Sakuga Upscale Original x2: slopes
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_SLOPE
//!COMPONENTS 2
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float luma(float dx, float dy) {
    return dot(HOOKED_texOff(vec2(dx, dy)).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float nw = luma(-1.0, -1.0), n = luma(0.0, -1.0), ne = luma(1.0, -1.0);
    float w = luma(-1.0, 0.0), e = luma(1.0, 0.0);
    float sw = luma(-1.0, 1.0), s = luma(0.0, 1.0), se = luma(1.0, 1.0);
    float gx = (ne + 2.0 * e + se) - (nw + 2.0 * w + sw);
    float gy = (sw + 2.0 * s + se) - (nw + 2.0 * n + ne);
    return vec4(gx, gy, 0.0, 1.0);
}

//!DESC Sakuga Upscale Original x2: enlarge and push
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_SLOPE
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
// Steepness of luma, 0 to 1, some texels away from `place`.
float steepness(vec2 place, float dx, float dy) {
    return min(length(SAKUGA_SLOPE_tex(place + vec2(dx, dy) * SAKUGA_SLOPE_pt).xy), 1.0);
}

// How much of an edge that is: next to nothing for texture, most for a firm line.
float edgeness(float g) {
    float fit = ((((11.68 * g - 42.47) * g + 60.28) * g - 41.84) * g + 14.06) * g - 1.08;
    return clamp(fit, 0.0, 1.0) * STRENGTH;
}

// The picture with lines drawn in from both sides, at `place`.
vec4 pushed(vec2 place) {
    vec4 colour = HOOKED_tex(place);
    float edge = min(edgeness(steepness(place, 0.0, 0.0)), 1.0);
    if (edge < 0.1) {
        return colour;
    }
    float nw = steepness(place, -1.0, -1.0), n = steepness(place, 0.0, -1.0);
    float ne = steepness(place, 1.0, -1.0), w = steepness(place, -1.0, 0.0);
    float e = steepness(place, 1.0, 0.0), sw = steepness(place, -1.0, 1.0);
    float s = steepness(place, 0.0, 1.0), se = steepness(place, 1.0, 1.0);
    vec2 rise = vec2((ne + 2.0 * e + se) - (nw + 2.0 * w + sw),
                     (sw + 2.0 * s + se) - (nw + 2.0 * n + ne));
    if (length(rise) < 0.001) {
        return colour;
    }
    vec2 away = -sign(rise) * HOOKED_pt;
    vec2 share = abs(rise) / (abs(rise.x) + abs(rise.y));
    vec4 beside = share.x * HOOKED_tex(place + vec2(away.x, 0.0))
                + share.y * HOOKED_tex(place + vec2(0.0, away.y));
    return vec4(mix(colour.rgb, beside.rgb, edge), colour.a);
}

vec4 hook() {
    return pushed(HOOKED_pos);
}
