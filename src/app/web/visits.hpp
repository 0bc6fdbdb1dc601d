/// Visits of *Try a matching*: what someone has chosen and put in, in memory only and never for long. Nothing here
/// is written to disk or to a log.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/acts/matching_job.hpp"
#include "app/acts/round_files.hpp"
#include "app/views/round_view.hpp"
#include "app/web/jobs.hpp"

namespace parvis::web {

/// A round that was run, with what it was run on.
struct HeldRound {
  matching::Round round;
  std::vector<int> weights;  ///< of the track's criteria, in their order
  acts::RoundCounts counts;
  int several_groups = 0;
  acts::Weighed weighed = {};
};
/// What a round said, to be held against the next.
struct EarlierRound {
  std::vector<std::pair<std::string, std::string>> pairs;  ///< ids, sorted
  views::RoundFigures figures;
};

/// Spreadsheets that could be read, while the other one is still waited for.
struct KeptFiles {
  std::optional<formats::Table> adepts, mentors;
  bool any() const { return adepts || mentors; }
};

struct Visit {
  explicit Visit(std::string form_token) : token(std::move(form_token)) {}
  const std::string token;  ///< stands in each form of this visit

  std::mutex mutex;  ///< for all that follows
  /// Whoever put spreadsheets of their own in, on a server with a city's memory: nobody else sees the visit then.
  std::optional<std::int64_t> owner;
  std::string programme_id, track_id;
  bool is_demo = false;
  KeptFiles kept;
  std::optional<acts::Sheets> sheets;
  people::TitleChoices choices;
  std::optional<acts::Understood> understood;
  std::vector<int> weights;  ///< empty: the programme's own
  std::optional<std::int64_t>
      most;                  ///< the bound on the difference between women and men, hundredths of a point
  std::shared_ptr<Job> job;  ///< under way, or just done
  std::shared_ptr<const HeldRound> round;
  std::optional<EarlierRound> earlier;
};

/// Roughly what these hold in memory.
std::size_t bytes_of(const acts::Sheets& sheets);
std::size_t bytes_of(const KeptFiles& files);
std::size_t bytes_of(const acts::Understood& understood);
/// What a round on them will hold.
std::size_t round_bytes(const acts::Understood& understood);
/// What calculating that round takes beside all this.
std::size_t working_bytes(const acts::Understood& understood);

class Visits {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  static constexpr std::chrono::minutes idle_limit{30};
  /// Whoever opens the first page begins an empty visit, so these must not be many enough to matter.
  static constexpr std::size_t most_empty = 5'000;

  Visits(Clock clock, std::size_t most_bytes);

  struct Begun {
    std::string key;  ///< for the cookie; only its hash is kept
    std::shared_ptr<Visit> visit;
  };
  /// Forgets the empty visit that has been idle the longest when there are enough of them, but none that holds
  /// something as long as the bytes suffice.
  Begun begin();
  /// The same visitor goes on in a new, empty visit, and the old key opens nothing any more: whoever planted the
  /// old one learns nothing. Nothing when there was no such visit.
  std::optional<Begun> renew(std::string_view key);
  /// Nothing when it has been forgotten, or idle for half an hour. Finding it keeps it for another.
  std::shared_ptr<Visit> find(std::string_view key);
  void forget(std::string_view key);
  void forget_idle();

  /// This visit is about to hold that many bytes. To make room others are forgotten: empty ones first, then
  /// those that hold something, in each the longest idle first, but none whose round is being calculated. Refuses
  /// when it is more than all may hold together, or more than the rounds under way leave.
  [[nodiscard]] bool make_room(std::string_view key, std::size_t bytes);
  /// Whether there would be room once the rounds under way are done.
  bool has_room_later(std::size_t bytes) const;

  /// Holds memory for calculating this visit's round until the last copy goes; these must not outlive the visits.
  /// Makes room like `make_room`. Null when other rounds leave too little; a round alone always finds room, for at
  /// most as much as there is beside its own visit.
  using WorkingRoom = std::shared_ptr<const void>;
  WorkingRoom room_for_round(std::string_view key, std::size_t bytes);

  /// It holds nothing any more.
  void give_back(std::string_view key);

  std::size_t count() const;
  std::size_t bytes() const;

 private:
  struct Entry {
    std::string hash;
    std::shared_ptr<Visit> visit;
    std::chrono::steady_clock::time_point last_seen;
    std::size_t bytes = 0;
    bool is_empty = true;
    int rounds = 0;  ///< under way
  };
  using Entries = std::list<Entry>;  ///< the longest idle first
  Entries& list_of(const Entry& entry) { return entry.is_empty ? empty_ : holding_; }
  std::optional<Entries::iterator> entry_of(std::string_view hash) const;
  void add(std::string hash, std::shared_ptr<Visit> visit);
  /// Seen now, holding that much: it goes to the end of its list.
  void seen(Entries::iterator at, bool is_empty, std::size_t bytes);
  void erase(Entries::iterator at);
  enum class Out { empty_ones, anyone };
  void shrink_for(std::size_t bytes, Out who);
  void end_round(std::string_view hash, std::size_t bytes);
  std::size_t held_by_rounds(const Entry& but) const;

  Clock clock_;
  std::size_t most_bytes_;
  mutable std::mutex mutex_;
  Entries empty_, holding_;
  std::map<std::string, Entries::iterator, std::less<>> by_hash_;
  std::size_t bytes_ = 0;  ///< of the visits and the rounds under way
  std::size_t working_bytes_ = 0;
  int rounds_ = 0;
  std::condition_variable_any stopping_;
  std::jthread sweeper_;  ///< last: it ends first
};

}  // namespace parvis::web
