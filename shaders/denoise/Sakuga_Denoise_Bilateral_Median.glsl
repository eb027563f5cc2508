// Sakuga Denoise Bilateral Median: takes single dirty pixels away and keeps edges.
//
// Purpose: each pixel takes the colour of the one among its nine neighbours that stands
//   in the middle when they are sorted by luma and counted by likeness and nearness.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; order is by luma.
// Cost: 1 pass; 9 texture reads per pixel.
// Idea: bilateral weights (Tomasi and Manduchi, 1998) counted towards a median, as in
//   the Anime4K shader of that name by bloc97; written anew from its description.
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

//!DESC Sakuga Denoise Bilateral Median
//!HOOK MAIN
//!BIND HOOKED
float bell(float x, float sigma) {
    float ratio = x / sigma;
    return exp(-0.5 * ratio * ratio);
}

vec4 hook() {
    vec4 colours[9];
    float lumas[9];
    float weights[9];
    float half_total = 0.0;
    for (int i = 0; i < 9; i++) {
        vec2 offset = vec2(float(i % 3) - 1.0, float(i / 3) - 1.0);
        colours[i] = HOOKED_texOff(offset);
        lumas[i] = dot(colours[i].rgb, vec3(0.299, 0.587, 0.114));
    }
    float sigma = max(INTENSITY_SIGMA * lumas[4], 0.0001);
    for (int i = 0; i < 9; i++) {
        vec2 offset = vec2(float(i % 3) - 1.0, float(i / 3) - 1.0);
        weights[i] = bell(lumas[i] - lumas[4], sigma) * bell(length(offset), SPATIAL_SIGMA);
        half_total += 0.5 * weights[i];
    }
    vec3 sum = vec3(0.0);
    float count = 0.0;
    for (int i = 0; i < 9; i++) {
        float below = 0.0;
        float equal = 0.0;
        for (int j = 0; j < 9; j++) {
            below += lumas[j] < lumas[i] ? weights[j] : 0.0;
            equal += lumas[j] == lumas[i] ? weights[j] : 0.0;
        }
        // Alike in luma and both in the middle: their colours are averaged, so that a
        // mirrored picture gives a mirrored result.
        if (below <= half_total && below + equal >= half_total) {
            sum += colours[i].rgb;
            count += 1.0;
        }
    }
    return vec4(count > 0.0 ? sum / count : colours[4].rgb, colours[4].a);
}
