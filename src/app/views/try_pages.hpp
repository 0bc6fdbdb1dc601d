/// *Try a matching*: choose, check, run, read. Each page holds the visit's token in its forms, and the button that
/// forgets the visit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/public_pages.hpp"
#include "app/views/round_view.hpp"
#include "app/views/shell.hpp"
#include "domain/people/intake.hpp"
#include "domain/programme/programme.hpp"

namespace parvis::views {

enum class Step { choose, check, run, read };

struct ChooseShown {
  const std::vector<programme::Programme>& programmes;
  std::string chosen;  ///< "duo", "programme/medicine"
  OwnFiles own_files = OwnFiles::accepted;
  bool takes_own = true;  ///< of this visitor
  bool own_chosen = false;
  int demo_adepts = 0, demo_mentors = 0;
  std::string token;
  std::vector<FieldFault> faults;                   ///< of "programme", "adepts", "mentors"
  std::string kept_adepts = {}, kept_mentors = {};  ///< the names of files that need not be chosen again
  Door door = Door::none;
};
std::string choose_page(const ChooseShown& shown, const Texts& t);
/// "programme/medicine", or "duo" for a programme without tracks.
std::string choice_of(const programme::Programme& programme, const programme::Track& track);

struct SheetCount {
  std::string file;
  int rows = 0, taken = 0;
};
struct TitleShown {
  people::UnsettledTitle unsettled;
  std::string written;  ///< in the free field
  std::optional<Message> fault;
};
struct CheckShown {
  const programme::Programme& programme;
  const programme::Track& track;
  const occupations::Taxonomy& taxonomy;
  bool is_demo = false, usable = true;
  SheetCount adepts, mentors;
  int refused = 0, noted = 0, left_for_handling_by_hand = 0, several_groups = 0;
  std::vector<Message> unused;          ///< columns that nobody looks at
  std::vector<people::Reject> rejects;  ///< the first of them
  int all_rejects = 0;
  std::vector<TitleShown> titles;  ///< the first of them
  int all_titles = 0;
  bool has_choices = false;
  std::string token;
  Door door = Door::none;
};
std::string check_page(const CheckShown& shown, const Texts& t);

struct RunningShown {
  int step = 1;   ///< of 3
  int share = 0;  ///< of the step, per cent
  std::string token;
  Door door = Door::none;
};
std::string running_page(const RunningShown& shown, const Texts& t);

struct WeightShown {
  programme::CriterionKind kind;
  std::string written;
  int weight = 0;
  std::optional<Message> fault;
};
/// Two rounds side by side: the one before, and the one that is shown.
struct ComparedShown {
  int same = 0, fresh = 0;  ///< pairs
  int gain = 0, lose = 0;   ///< adepts who have a mentor now and had none, and the other way round
  RoundFigures before, now;
};
/// The mentors that would cost the round least for one adept.
struct OthersShown {
  struct Mentor {
    std::string name;
    int score = 0;
    Message cost;  ///< what the round would lose
  };
  std::string adept, own;  ///< the mentor they have; empty: none
  std::vector<Mentor> mentors;
};
struct RoundPageShown {
  RoundShown round;
  int page = 1, pages = 1;
  std::vector<WeightShown> weights = {};
  std::optional<ComparedShown> compared = {};
  const matching::Choices* choices = nullptr;  ///< what bounds would cost; null: not worked out
  std::optional<std::int64_t> most = {};       ///< the bound that was chosen
  bool has_choices = false;
  std::optional<OthersShown> others = {};  ///< asked for one adept
  std::string token = {};
  Door door = Door::none;
};
/// Beside an adept: leads to what other mentors would cost.
Html others_link(std::size_t adept, const std::string& name, int page, const Texts& t);
std::string round_page(const RoundPageShown& shown, const Texts& t);

/// Said once a visit has been forgotten.
std::string forgotten_page(const Texts& t, Door door = Door::none);

// For the pages themselves, and those of a kept round:

/// How far a round has come. Without JavaScript the link to `path` shows it.
Html running_section(const RunningShown& shown, std::string_view path, const Texts& t);
Html pagination(int page, int pages, std::string_view path, const Texts& t);
/// One field for each criterion, named w0, w1, …
Html weight_fields(const std::vector<WeightShown>& weights, const Texts& t);
std::string weight_field_name(std::size_t criterion);

Html stepper(Step now, const Texts& t);
/// How long the visit is kept, and the button that forgets it.
Html forget_form(std::string_view token, const Texts& t);

}  // namespace parvis::views
