#include "app/processing/register.hpp"

#include <algorithm>
#include <array>

#include "app/store/store.hpp"
#include "platform/formats/table.hpp"

namespace parvis::processing {
namespace {

using store::LegalGround;
using store::Purpose;

constexpr std::array purposes{
    Purpose::telling_people_apart, Purpose::reaching_the_person, Purpose::matching,
    Purpose::following_the_pair,   Purpose::running_programmes,  Purpose::signing_in,
    Purpose::accountability,       Purpose::running_the_service};

Html heads(std::initializer_list<Message> words, const Texts& t) {
  return html(
      "<thead><tr>"_h,
      each(words, [&](const Message& one) { return html("<th scope=\"col\">"_h, t(one), "</th>"_h); }),
      "</tr></thead>"_h);
}

Html cell(const Message& label, const Html& inside, const Texts& t) {
  return html("<td data-label=\""_h, t(label), "\">"_h, inside, "</td>"_h);
}

Html line_of(const Line& line, const Texts& t) {
  std::string columns;
  for (const auto column : line.columns) columns += (columns.empty() ? "" : ", ") + std::string(column);
  return html("<tr><th scope=\"row\"><bdi>"_h, line.table, "</bdi><span class=\"pv-sub\"><bdi>"_h, columns,
              "</bdi></span></th>"_h, cell(say("Class"), html(t(in_words(line.data_class))), t),
              cell(say("Legal ground"), html(t(in_words(line.ground))), t),
              cell(say("How long"), html(t(in_words(line.retention))), t),
              cell(say("Sealed"), html(line.sealed ? t("Yes") : t("No")), t), "</tr>"_h);
}

Html part_of(Purpose purpose, const std::vector<Line>& all, const Texts& t) {
  std::vector<Line> lines;
  std::ranges::copy_if(all, std::back_inserter(lines),
                       [&](const Line& line) { return line.purpose == purpose; });
  return when(!lines.empty(), [&] {
    return html(
        "<h2>"_h, t(in_words(purpose)), "</h2><table class=\"pv-t pv-t--rows\">"_h,
        heads({say("What is kept"), say("Class"), say("Legal ground"), say("How long"), say("Sealed")}, t),
        "<tbody>"_h, each(lines, [&](const Line& line) { return line_of(line, t); }), "</tbody></table>"_h);
  });
}

Html logged_part(const Texts& t) {
  return html(
      "<h2>"_h, t("What the log tells"), "</h2><p>"_h,
      t("Each row of the log holds who, in which role, what, about whom by number, when and why. It "
        "stands in the city’s own database, holds no personal text, and each row is bound to the one "
        "before it."),
      "</p><ul>"_h,
      each(store::all_acts(), [&](store::Act act) { return html("<li>"_h, t(in_words(act)), "</li>"_h); }),
      "</ul>"_h);
}

}  // namespace

std::vector<Line> register_of_processing() {
  std::vector<Line> lines;
  for (const auto purpose : purposes)
    for (const auto& table : store::data_catalogue()) {
      const auto first = lines.size();
      for (const auto& column : table.columns) {
        if (column.purpose != purpose || column.ground == LegalGround::not_personal) continue;
        const auto same = std::find_if(
            lines.begin() + static_cast<std::ptrdiff_t>(first), lines.end(), [&](const Line& line) {
              return line.data_class == column.data_class && line.ground == column.ground &&
                     line.retention == column.retention && line.sealed == column.sealed;
            });
        if (same == lines.end())
          lines.push_back({purpose,
                           table.name,
                           {column.name},
                           column.data_class,
                           column.ground,
                           column.retention,
                           column.sealed});
        else
          same->columns.push_back(column.name);
      }
    }
  return lines;
}

std::string register_csv(const Texts& t) {
  formats::CsvWriter csv;
  csv.row({t("Purpose"), t("Table"), t("Column"), t("Class"), t("Legal ground"), t("How long"), t("Sealed")});
  for (const auto& line : register_of_processing())
    for (const auto column : line.columns)
      csv.row({t(in_words(line.purpose)), std::string(line.table), std::string(column),
               t(in_words(line.data_class)), t(in_words(line.ground)), t(in_words(line.retention)),
               line.sealed ? t("Yes") : t("No")});
  return csv.bytes();
}

std::string logged_csv(const Texts& t) {
  formats::CsvWriter csv;
  csv.row({"act", t("What is logged")});
  for (const auto act : store::all_acts()) csv.row({std::string(id_of(act)), t(in_words(act))});
  return csv.bytes();
}

Html register_part(const Texts& t) {
  const auto all = register_of_processing();
  return html(
      "<p>"_h,
      t("Made from the data catalogue of this Parvis: no column of the database with personal data is left "
        "out. Who is responsible, who receives what, and where the server stands is for you to add."),
      "</p>"_h, each(purposes, [&](Purpose purpose) { return part_of(purpose, all, t); }), logged_part(t));
}

std::string register_document(const Texts& t) {
  return html("<!doctype html>\n<html lang=\""_h, t.html_code(), "\" dir=\""_h, t.direction(),
              "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
              "initial-scale=1\"><title>"_h,
              t("Register of processing"),
              " – Parvis</title><style>body{font:16px/1.5 sans-serif;margin:2rem "
              "auto;max-width:64rem;padding:0 1rem}"
              "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #999;padding:.4rem "
              ".6rem;text-align:start;vertical-align:top}.pv-sub{display:block;font:13px/1.5 monospace;"
              "font-weight:400}</style></head><body><main><h1>"_h,
              t("Register of processing"), "</h1>"_h, register_part(t), "</main></body></html>\n"_h)
      .take();
}

}  // namespace parvis::processing
