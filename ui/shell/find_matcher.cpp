#include "ui/shell/find_matcher.h"

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

/// Shorter ones would fit nearly every address by its digits.
constexpr qsizetype kShortestInAddress = 3;

bool anyContains(const QStringList& all, const QString& text)
{
    return std::any_of(all.begin(), all.end(), [&text](const QString& one) {
        return one.contains(text, Qt::CaseInsensitive);
    });
}

QString wordFor(FindSubject::Kind kind)
{
    switch (kind) {
    case FindSubject::Kind::Link:
        return QStringLiteral("link");
    case FindSubject::Kind::Group:
        return QStringLiteral("group");
    case FindSubject::Kind::Note:
        return QStringLiteral("note");
    case FindSubject::Kind::Node:
        break;
    }
    return QStringLiteral("node");
}

bool compare(double value, FindRelation relation, double wanted)
{
    constexpr double kSame = 1e-9;
    const bool same = std::abs(value - wanted) <= kSame * std::max(1.0, std::abs(wanted));
    switch (relation) {
    case FindRelation::Contains:
    case FindRelation::Equal:
        return same;
    case FindRelation::Unequal:
        return !same;
    case FindRelation::Less:
        return value < wanted && !same;
    case FindRelation::AtMost:
        return value < wanted || same;
    case FindRelation::More:
        return value > wanted && !same;
    case FindRelation::AtLeast:
        return value > wanted || same;
    }
    return false;
}

bool fitsAnywhere(const FindTerm& term, const FindSubject& subject)
{
    const QString& text = term.text;
    return subject.title.contains(text, Qt::CaseInsensitive)
        || subject.text.contains(text, Qt::CaseInsensitive)
        || subject.id.contains(text, Qt::CaseInsensitive) || anyContains(subject.types, text)
        || anyContains(subject.roles, text) || subject.state.compare(text, Qt::CaseInsensitive) == 0
        || subject.problems.contains(text, Qt::CaseInsensitive)
        || (text.size() >= kShortestInAddress && anyContains(subject.addresses, text));
}

bool oneIs(const QStringList& values, const FindTerm& term)
{
    const bool wanted = term.relation != FindRelation::Unequal;
    const bool contains = term.relation == FindRelation::Contains;
    const bool found = std::any_of(values.begin(), values.end(), [&](const QString& value) {
        return contains ? value.contains(term.text, Qt::CaseInsensitive)
                        : value.compare(term.text, Qt::CaseInsensitive) == 0;
    });
    return found == wanted;
}

bool fitsField(const QString& field, const FindTerm& term, const FindSubject& subject)
{
    if (field == QLatin1String("name"))
        return oneIs({subject.title}, term);
    if (field == QLatin1String("id"))
        return oneIs({subject.id}, term);
    if (field == QLatin1String("type"))
        return oneIs(subject.types, term);
    if (field == QLatin1String("role"))
        return oneIs(subject.roles, term);
    if (field == QLatin1String("state"))
        return oneIs({subject.state}, term);
    if (field == QLatin1String("address"))
        return oneIs(subject.addresses, term);
    if (field == QLatin1String("problem"))
        return oneIs(subject.problems, term);
    return oneIs({wordFor(subject.kind)}, term);
}

bool fitsText(const FindTerm& term, const QString& text, double timeUnit)
{
    double number = 0;
    bool isTime = false;
    if (!term.isNumber || !readFindNumber(text, &number, &isTime))
        return oneIs({text}, term);
    if (!term.isTime || isTime)
        return compare(number, term.relation, term.number);
    if (timeUnit > 0)
        return compare(number * timeUnit, term.relation, term.number);
    // A number of something else is neither more nor less than a time.
    return term.relation == FindRelation::Unequal;
}

bool oneFits(const FindTerm& term, const std::map<QString, FindValue>& values, const QString& name)
{
    const auto found = values.find(name);
    return found != values.end()
        && std::any_of(
               found->second.texts.begin(), found->second.texts.end(),
               [&](const QString& text) { return fitsText(term, text, found->second.timeUnit); });
}

bool fitsValue(const FindTerm& term, const FindSubject& subject)
{
    const QString name = term.field.toUpper();
    if (name.startsWith(QLatin1String("ZMQ_")))
        return oneFits(term, subject.options, name.mid(4));
    return oneFits(term, subject.options, name) || oneFits(term, subject.settings, name);
}

/// What runs is asked for what is measured; `rate` of what does not for the one that is set.
bool fitsFigure(const QString& field, const FindTerm& term, const FindSubject& subject)
{
    const auto figure = subject.figures.find(field);
    if (figure != subject.figures.end())
        return compare(figure->second, term.relation, term.number);
    return subject.state.isEmpty() && oneFits(term, subject.settings, field.toUpper());
}

bool holds(const FindTerm& term, const FindSubject& subject)
{
    if (term.field.isEmpty())
        return fitsAnywhere(term, subject);
    const QString field = term.field.toLower();
    if (findFigures().contains(field))
        return fitsFigure(field, term, subject);
    return findFields().contains(field) ? fitsField(field, term, subject)
                                        : fitsValue(term, subject);
}

} // namespace

bool fits(const FindQuery& query, const FindSubject& subject)
{
    return !query.isEmpty()
        && std::all_of(query.terms.begin(), query.terms.end(), [&subject](const FindTerm& term) {
               return holds(term, subject) != term.negated;
           });
}

} // namespace topomq::ui
