/// A progress bar on a terminal, and nothing in a pipe.
#pragma once

#include <string>

#include "platform/i18n/texts.hpp"

namespace parvis::cli {

class ProgressBar {
 public:
  explicit ProgressBar(const Texts& t);
  ~ProgressBar();
  /// `share` in 10 000ths.
  void show(std::string_view sentence, int share);

 private:
  const Texts& t_;
  bool terminal_;
  int drawn_ = -1;
  std::string sentence_;
};

}  // namespace parvis::cli
