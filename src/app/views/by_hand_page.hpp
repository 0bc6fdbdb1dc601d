/// A coordinator says themself who an adept's mentor is: a pair known from before, or another mentor in a proposal.
#pragma once

#include <string>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/shell.hpp"

namespace parvis::views {

struct ByHandShown {
  std::string path;              ///< the page's own
  std::string back, back_words;  ///< where *Cancel* and the link above lead
  bool is_known_pair = true;     ///< else another mentor in a proposal
  std::string adept, programme;
  int edition = 0;
  std::string wish;             ///< the mentor's name, as it was searched for
  std::vector<Option> mentors;  ///< with a free place
  bool is_cut = false;          ///< there are more
  std::vector<Option> reasons;
  std::string mentor, first_day, state, reason, note;  ///< as chosen and written
  std::vector<Message> why;                            ///< the rules that say no to these two
  bool gives_way = false;
  Faults faults;
};
std::string by_hand_page(const ByHandShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views
