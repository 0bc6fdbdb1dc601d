/// The routes of *Try a matching*, under /prova. For the files of this folder.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/gate/cookies.hpp"
#include "app/views/try_pages.hpp"
#include "app/web/jobs.hpp"
#include "app/web/visits.hpp"
#include "app/web/web.hpp"
#include "platform/base/assert.hpp"

namespace parvis::web {

/// The demo city that the page offers.
inline constexpr int demo_adepts = 120, demo_mentors = 90;
inline constexpr std::uint64_t demo_seed = 1;

/// What of the visitor's own files need not be chosen again: all but one that was wrong.
struct FilesAtHand {
  const formats::Table* adepts = nullptr;
  const formats::Table* mentors = nullptr;
  bool any() const { return adepts || mentors; }
};
FilesAtHand files_at_hand(const Visit& visit);

class Trial {
 public:
  explicit Trial(const SiteOptions& site);
  std::vector<Route> routes();
  void listens_on(std::uint16_t port);

 private:
  /// Who is at the page.
  struct Who {
    std::optional<std::int64_t> account = {};
    bool takes_own = false;  ///< may put spreadsheets of their own in
    views::Door door = views::Door::none;
  };
  /// A request with its visit, whose mutex is held, and the form that it sent.
  struct Turn {
    std::string key;
    Visit& visit;
    const http::Form& form;
    std::string_view query;
    const Texts& t;
    Who who;
  };
  enum class Room { enough, later, never };
  using Act = http::Response (Trial::*)(Turn&);

  std::string cookie_name() const;
  std::string cookie(std::string_view key) const;
  static const std::array<std::tuple<Method, std::string_view, Act>, 10> acts;
  http::Response saved_file(Asked& asked);
  Who who_asks(const Asked& asked) const;
  http::Response begin(const Asked& asked);
  http::Response read(const Asked& asked, Act act);
  http::Response change(const Asked& asked, Act act);

  // trial.cpp
  http::Response choose(Turn& turn);
  http::Response take_choice(Turn& turn);
  http::Response choose_again(Turn& turn, std::vector<views::FieldFault> faults, std::string chosen,
                              bool own);
  http::Response take_files(Turn& turn, KeptFiles files, const std::string& chosen);
  http::Response keep(Turn& turn, KeptFiles files, std::vector<views::FieldFault> faults,
                      const std::string& chosen);
  http::Response forget(Turn& turn);
  // trial_check.cpp
  KeptFiles read_files(Turn& turn, bool own, std::vector<views::FieldFault>& faults) const;
  Room understand(Turn& turn, people::TitleChoices choices);
  http::Response check(Turn& turn);
  http::Response check_with(Turn& turn, std::vector<views::TitleShown> titles);
  http::Response settle(Turn& turn);
  // trial_round.cpp
  http::Response run(Turn& turn);
  http::Response running(Turn& turn);
  http::Response round(Turn& turn);
  http::Response round_with(Turn& turn, std::vector<views::WeightShown> weights, int status);
  http::Response reweigh(Turn& turn);
  http::Response even_out(Turn& turn);
  http::Response file(Turn& turn, std::string_view name);
  bool take_round(Visit& visit) const;
  views::RoundShown shown_round(const Visit& visit, const Texts& t) const;
  programme::Track track_of(const Visit& visit) const;
  const programme::Programme& programme_of_visit(const Visit& visit) const;

  const SiteOptions& site_;
  web::Cookies cookies_;
  Visits visits_;
  Jobs jobs_;  ///< last: it waits for the rounds under way before anything else goes
};

}  // namespace parvis::web
