// Sakuga Denoise Bilateral Mode: flattens noise and mosquitoes, keeps edges hardest.
//
// Purpose: each pixel takes the colour of the one among its nine neighbours that most
//   of them resemble (a weighted mode), so thin dirt vanishes and no edge is softened.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; likeness is judged by luma.
// Cost: 1 pass; 9 texture reads and 54 exponentials per pixel.
// Idea: bilateral weights (Tomasi and Manduchi, 1998) voting for a mode (Davies, 1988),
//   as in the Anime4K shader of that name by bloc97; written anew from its description.
//   Here near ties are averaged, so that a mirrored picture gives a mirrored result.
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

//!PARAM HISTOGRAM_SIGMA
//!DESC How unlike in luma two neighbours may be to vote alike
//!TYPE float
//!MINIMUM 0.02
//!MAXIMUM 1.0
0.2

//!DESC Sakuga Denoise Bilateral Mode
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
    float votes[9];
    for (int i = 0; i < 9; i++) {
        vec2 offset = vec2(float(i % 3) - 1.0, float(i / 3) - 1.0);
        colours[i] = HOOKED_texOff(offset);
        lumas[i] = dot(colours[i].rgb, vec3(0.299, 0.587, 0.114));
    }
    float sigma = max(INTENSITY_SIGMA * lumas[4], 0.0001);
    for (int i = 0; i < 9; i++) {
        vec2 offset = vec2(float(i % 3) - 1.0, float(i / 3) - 1.0);
        weights[i] = bell(lumas[i] - lumas[4], sigma) * bell(length(offset), SPATIAL_SIGMA);
        votes[i] = weights[i];
    }
    for (int i = 0; i < 8; i++) {
        for (int j = i + 1; j < 9; j++) {
            float likeness = bell(lumas[i] - lumas[j], HISTOGRAM_SIGMA);
            votes[i] += weights[j] * likeness;
            votes[j] += weights[i] * likeness;
        }
    }
    float most = votes[0];
    for (int i = 1; i < 9; i++) {
        most = max(most, votes[i]);
    }
    vec4 winner = vec4(0.0);
    float winners = 0.0;
    for (int i = 0; i < 9; i++) {
        float wins = step(most * 0.99999, votes[i]);
        winner += wins * colours[i];
        winners += wins;
    }
    return vec4(winner.rgb / winners, colours[4].a);
}
