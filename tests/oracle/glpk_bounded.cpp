#include "glpk_bounded.hpp"

#include <glpk.h>

#include <cmath>

namespace oracle {
namespace {

double greatest_whole(glp_prob* program) {
  glp_iocp settings;
  glp_init_iocp(&settings);
  settings.msg_lev = GLP_MSG_OFF;
  settings.presolve = GLP_ON;
  if (glp_intopt(program, &settings) != 0 || glp_mip_status(program) != GLP_OPT) return NAN;
  return glp_mip_obj_val(program);
}

}  // namespace

Answer solved_by_integer_programming(const Problem& problem, const std::vector<Row>& rows) {
  glp_term_out(GLP_OFF);
  glp_prob* program = glp_create_prob();
  glp_set_obj_dir(program, GLP_MAX);
  const int people = problem.seekers + problem.places, of_rows = static_cast<int>(rows.size());
  glp_add_rows(program, people + of_rows + 1);
  for (int s = 0; s < problem.seekers; ++s) glp_set_row_bnds(program, s + 1, GLP_UP, 0, 1);
  for (int p = 0; p < problem.places; ++p)
    glp_set_row_bnds(program, problem.seekers + p + 1, GLP_UP, 0,
                     static_cast<double>(problem.capacity[static_cast<std::size_t>(p)]));
  for (int r = 0; r < of_rows; ++r) {
    const Row& row = rows[static_cast<std::size_t>(r)];
    glp_set_row_bnds(program, people + r + 1, row.least == row.most ? GLP_FX : GLP_DB, row.least, row.most);
  }
  const int pairs = people + of_rows + 1;
  glp_set_row_bnds(program, pairs, GLP_FR, 0, 0);
  glp_add_cols(program, static_cast<int>(problem.edges.size()));
  for (std::size_t e = 0; e < problem.edges.size(); ++e) {
    std::vector<int> at = {0, problem.edges[e].seeker + 1, problem.seekers + problem.edges[e].place + 1,
                           pairs};
    std::vector<double> factor = {0, 1, 1, 1};
    for (int r = 0; r < of_rows; ++r) {
      const double f = rows[static_cast<std::size_t>(r)].factor[e];
      if (f == 0) continue;
      at.push_back(people + r + 1);
      factor.push_back(f);
    }
    const int column = static_cast<int>(e) + 1;
    glp_set_mat_col(program, column, static_cast<int>(at.size()) - 1, at.data(), factor.data());
    glp_set_col_kind(program, column, GLP_BV);
    glp_set_obj_coef(program, column, 1);
  }
  Answer answer;
  const double matched = std::round(greatest_whole(program));
  if (!std::isnan(matched)) {
    glp_set_row_bnds(program, pairs, GLP_FX, matched, matched);
    for (std::size_t e = 0; e < problem.edges.size(); ++e)
      glp_set_obj_coef(program, static_cast<int>(e) + 1, static_cast<double>(problem.edges[e].score));
    answer.matched = std::llround(matched);
    answer.score = std::llround(greatest_whole(program));
  }
  glp_delete_prob(program);
  return answer;
}

}  // namespace oracle
