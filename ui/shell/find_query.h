#pragma once
// What a line in the find field asks for, as plain values, or what is wrong with it.
// Thread: any; pure.

#include <QString>
#include <QStringList>

#include <vector>

namespace topomq::ui {

enum class FindRelation { Contains, Equal, Unequal, Less, AtMost, More, AtLeast };

struct FindTerm
{
    /// A `-` stood before it: what fits is left out.
    bool negated = false;
    /// "name", "type", …, a figure ("depth"), or an option or setting; empty: anywhere.
    QString field;
    FindRelation relation = FindRelation::Contains;
    /// As written, without quotation marks.
    QString text;
    /// In the unit of the figure (messages, 1/s, bytes, microseconds, a share in per cent); only
    /// where `text` is a number.
    double number = 0;
    bool isNumber = false;
    /// us, ms or s stands behind the number.
    bool isTime = false;
};

struct FindQuery
{
    /// All must hold.
    std::vector<FindTerm> terms;
    /// What is expected where; empty: it can be read.
    QString problem;

    [[nodiscard]] bool isEmpty() const { return terms.empty(); }

    /// Its answer may change while a run goes on.
    [[nodiscard]] bool isLive() const;
};

[[nodiscard]] FindQuery parseFind(const QString& line);

/// "depth", "rate", … with which a number is compared.
[[nodiscard]] const QStringList& findFigures();
/// "name", "id", "type", … that go before a colon.
[[nodiscard]] const QStringList& findFields();
/// A number with k, M, G, %, B, kB, MB, GB, us, µs, ms, s or /s behind it. Times become
/// microseconds.
[[nodiscard]] bool readFindNumber(const QString& text, double* number, bool* isTime = nullptr);

} // namespace topomq::ui
