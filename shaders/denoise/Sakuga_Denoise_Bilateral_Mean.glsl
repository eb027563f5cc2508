// Sakuga Denoise Bilateral Mean: smooths noise between edges.
//
// Purpose: each channel of a pixel becomes the mean of its 25 neighbours, in which
//   those that are near and alike count most. Dark areas are smoothed more gently.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'.
// Cost: 1 pass; 25 texture reads per pixel.
// Idea: bilateral weights (Tomasi and Manduchi, 1998), as in the Anime4K shader of that
//   name by bloc97; written anew from its description.
// Licence: MIT, see LICENSE.

//!PARAM INTENSITY_SIGMA
//!DESC How unlike in luma a neighbour may be, against the centre
//!TYPE float
//!MINIMUM 0.01
//!MAXIMUM 0.5
0.1

//!PARAM SPATIAL_SIGMA
//!DESC How far away a neighbour counts, in pixels
//!TYPE float
//!MINIMUM 0.3
//!MAXIMUM 3.0
1.0

//!DESC Sakuga Denoise Bilateral Mean
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() {
    vec4 centre = HOOKED_tex(HOOKED_pos);
    vec3 sigma = max(INTENSITY_SIGMA * centre.rgb, 0.0001);
    vec3 sum = vec3(0.0);
    vec3 total = vec3(0.0);
    for (int y = -2; y <= 2; y++) {
        for (int x = -2; x <= 2; x++) {
            vec2 offset = vec2(float(x), float(y));
            vec3 colour = x == 0 && y == 0 ? centre.rgb : HOOKED_texOff(offset).rgb;
            vec3 unlike = (colour - centre.rgb) / sigma;
            float near = dot(offset, offset) / (SPATIAL_SIGMA * SPATIAL_SIGMA);
            vec3 weight = exp(-0.5 * (unlike * unlike + near));
            sum += weight * colour;
            total += weight;
        }
    }
    return vec4(sum / total, centre.a);
}
