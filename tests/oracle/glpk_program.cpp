#include "glpk_program.hpp"

#include <glpk.h>

#include <cmath>

namespace oracle {
namespace {

/// One pass of the simplex; the corners of this polytope are whole numbers.
double greatest(glp_prob* program) {
  glp_smcp settings;
  glp_init_smcp(&settings);
  settings.msg_lev = GLP_MSG_OFF;
  if (glp_simplex(program, &settings) != 0 || glp_get_status(program) != GLP_OPT) return NAN;
  return glp_get_obj_val(program);
}

}  // namespace

Answer solved_by_glpk(const Problem& problem) {
  Answer answer;
  if (problem.edges.empty()) {
    answer.matched = 0;
    return answer;
  }
  glp_term_out(GLP_OFF);
  glp_prob* program = glp_create_prob();
  glp_set_obj_dir(program, GLP_MAX);
  const int rows = problem.seekers + problem.places + 1, columns = static_cast<int>(problem.edges.size());
  glp_add_rows(program, rows);
  for (int s = 0; s < problem.seekers; ++s) glp_set_row_bnds(program, s + 1, GLP_UP, 0, 1);
  for (int p = 0; p < problem.places; ++p) {
    glp_set_row_bnds(program, problem.seekers + p + 1, GLP_UP, 0,
                     static_cast<double>(problem.capacity[static_cast<std::size_t>(p)]));
  }
  glp_set_row_bnds(program, rows, GLP_FR, 0, 0);  // the number of pairs
  glp_add_cols(program, columns);
  for (int e = 0; e < columns; ++e) {
    const auto& edge = problem.edges[static_cast<std::size_t>(e)];
    const int at[] = {0, edge.seeker + 1, problem.seekers + edge.place + 1, rows};
    const double one[] = {0, 1, 1, 1};
    glp_set_mat_col(program, e + 1, 3, at, one);
    glp_set_col_bnds(program, e + 1, GLP_LO, 0, 0);
    glp_set_obj_coef(program, e + 1, 1);
  }
  const double matched = std::round(greatest(program));
  glp_set_row_bnds(program, rows, GLP_FX, matched, matched);
  for (int e = 0; e < columns; ++e) {
    glp_set_obj_coef(program, e + 1, static_cast<double>(problem.edges[static_cast<std::size_t>(e)].score));
  }
  const double score = greatest(program);
  glp_delete_prob(program);
  if (std::isnan(matched) || std::isnan(score)) return answer;
  answer.matched = std::llround(matched);
  answer.score = std::llround(score);
  return answer;
}

}  // namespace oracle
