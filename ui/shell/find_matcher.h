#pragma once
// Holds nodes, links, groups and notes against a query. Thread: any; pure.

#include "ui/shell/find_query.h"

#include <map>

namespace topomq::ui {

/// What one option or setting is.
struct FindValue
{
    /// All values that it has.
    QStringList texts;
    /// Microseconds of its unit; 0: it is no time.
    double timeUnit = 0;
};

/// What can be asked of one node, link, group or note, as plain text and numbers.
struct FindSubject
{
    enum class Kind { Node, Link, Group, Note };

    Kind kind = Kind::Node;
    QString id;
    /// The name shown to people.
    QString title;
    /// What is written in a note.
    QString text;
    QStringList types;
    /// As in the file and as shown: "balanced_worker", "Balanced worker".
    QStringList roles;
    QStringList addresses;
    /// "blocked"; empty while nothing runs.
    QString state;
    /// "error", "warning", "information", and the codes of the findings.
    QStringList problems;
    // By their names in capitals.
    std::map<QString, FindValue> options;
    std::map<QString, FindValue> settings;
    /// By the names of findFigures; only those that are known now.
    std::map<QString, double> figures;
};

/// All terms hold. An empty query fits nothing.
[[nodiscard]] bool fits(const FindQuery& query, const FindSubject& subject);

} // namespace topomq::ui
