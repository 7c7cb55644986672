#include "ui/shell/find_query.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FindQuery)
};

/// One piece of the line: a word, a text in quotation marks, or an operator.
struct Piece
{
    QString text;
    bool isOperator = false;
    bool isQuoted = false;
    /// No space before it.
    bool sticks = false;
};

const std::map<QString, FindRelation>& relations()
{
    static const std::map<QString, FindRelation> all{
        {QStringLiteral(":"), FindRelation::Contains}, {QStringLiteral("="), FindRelation::Equal},
        {QStringLiteral("!="), FindRelation::Unequal}, {QStringLiteral("<"), FindRelation::Less},
        {QStringLiteral("<="), FindRelation::AtMost},  {QStringLiteral(">"), FindRelation::More},
        {QStringLiteral(">="), FindRelation::AtLeast},
    };
    return all;
}

/// How long the operator at this place is; 0: none. A colon only separates known fields, since
/// addresses contain colons.
qsizetype operatorAt(const QString& line, qsizetype at, const QString& before)
{
    if (line[at] == QLatin1Char(':'))
        return findFields().contains(before.toLower()) ? 1 : 0;
    const QString two = line.mid(at, 2);
    if (two == QLatin1String("!=") || two == QLatin1String("<=") || two == QLatin1String(">="))
        return 2;
    return QStringLiteral("=<>").contains(line[at]) ? 1 : 0;
}

class Cutter
{
public:
    explicit Cutter(const QString& line)
        : m_line(line)
    { }

    /// False: a quotation mark is not closed.
    bool cut(std::vector<Piece>& pieces)
    {
        for (m_at = 0; m_at < m_line.size();) {
            if (m_line[m_at].isSpace()) {
                ++m_at;
                m_sticks = false;
                continue;
            }
            if (!takeOne(pieces))
                return false;
            m_sticks = true;
        }
        return true;
    }

private:
    bool takeOne(std::vector<Piece>& pieces)
    {
        if (m_line[m_at] == QLatin1Char('"'))
            return takeQuoted(pieces);
        if (const qsizetype length = operatorAt(m_line, m_at, {}); length > 0) {
            pieces.push_back({m_line.mid(m_at, length), true, false, m_sticks});
            m_at += length;
            return true;
        }
        QString word;
        while (m_at < m_line.size() && !m_line[m_at].isSpace() && m_line[m_at] != QLatin1Char('"'))
        {
            const bool colon = m_line[m_at] == QLatin1Char(':');
            // A minus sign before the field does not belong to its name.
            const QString name = word.startsWith(QLatin1Char('-')) ? word.mid(1) : word;
            if (operatorAt(m_line, m_at, name) > 0) {
                if (!colon)
                    break;
                pieces.push_back({word, false, false, m_sticks});
                pieces.push_back({QStringLiteral(":"), true, false, true});
                ++m_at;
                return true;
            }
            word += m_line[m_at++];
        }
        pieces.push_back({word, false, false, m_sticks});
        return true;
    }

    bool takeQuoted(std::vector<Piece>& pieces)
    {
        const qsizetype end = m_line.indexOf(QLatin1Char('"'), m_at + 1);
        if (end < 0)
            return false;
        pieces.push_back({m_line.mid(m_at + 1, end - m_at - 1), false, true, m_sticks});
        m_at = end + 1;
        return true;
    }

    const QString& m_line;
    qsizetype m_at = 0;
    bool m_sticks = false;
};

/// Reads the pieces one term after the other; stops at the first that cannot be read.
class Reader
{
public:
    explicit Reader(const std::vector<Piece>& pieces)
        : m_pieces(pieces)
    { }

    FindQuery read()
    {
        while (m_at < m_pieces.size() && m_query.problem.isEmpty())
            readTerm();
        if (!m_query.problem.isEmpty())
            m_query.terms.clear();
        return m_query;
    }

private:
    [[nodiscard]] bool isOperator(std::size_t at) const
    {
        return at < m_pieces.size() && m_pieces[at].isOperator;
    }

    void readTerm()
    {
        const Piece& first = m_pieces[m_at];
        if (first.isOperator) {
            m_query.problem = Words::tr("A figure or option is expected before “%1”, as in %2")
                                  .arg(first.text, QStringLiteral("depth > 500"));
            return;
        }
        FindTerm term;
        term.text = first.text;
        if (!first.isQuoted && term.text.startsWith(QLatin1Char('-'))) {
            term.negated = true;
            term.text.remove(0, 1);
            if (term.text.isEmpty()) {
                ++m_at;
                const bool more =
                    m_at < m_pieces.size() && m_pieces[m_at].sticks && m_pieces[m_at].isQuoted;
                if (!more) {
                    m_query.problem = Words::tr("A word is expected right after “-”, as in %1")
                                          .arg(QStringLiteral("-PUB"));
                    return;
                }
                term.text = m_pieces[m_at].text;
            }
        }
        ++m_at;
        if (!first.isQuoted && isOperator(m_at))
            readComparison(term);
        if (m_query.problem.isEmpty())
            m_query.terms.push_back(term);
    }

    void readComparison(FindTerm& term)
    {
        const QString sign = m_pieces[m_at++].text;
        term.field = term.text;
        term.relation = relations().at(sign);
        const bool isFigure = findFigures().contains(term.field.toLower());
        const QString example = isFigure ? QStringLiteral("%1 %2 500").arg(term.field, sign)
                                         : QStringLiteral("%1%2…").arg(term.field, sign);
        if (m_at >= m_pieces.size() || isOperator(m_at)) {
            m_query.problem = isFigure
                ? Words::tr("A number is expected after “%1 %2”, as in %3")
                      .arg(term.field, sign, example)
                : Words::tr("A value is expected after “%1%2”").arg(term.field, sign);
            return;
        }
        term.text = m_pieces[m_at++].text;
        term.isNumber = readFindNumber(term.text, &term.number, &term.isTime);
        const bool ordered = term.relation != FindRelation::Contains
            && term.relation != FindRelation::Equal && term.relation != FindRelation::Unequal;
        if (!term.isNumber && (isFigure || ordered))
            m_query.problem =
                Words::tr("A number is expected instead of “%1”, such as 500, 1k, 10ms or 80%")
                    .arg(term.text);
        if (isFigure && term.relation == FindRelation::Contains)
            m_query.problem =
                Words::tr("One of < <= = != >= > is expected after “%1”").arg(term.field);
    }

    const std::vector<Piece>& m_pieces;
    std::size_t m_at = 0;
    FindQuery m_query;
};

} // namespace

const QStringList& findFigures()
{
    static const QStringList names{
        QStringLiteral("depth"),    QStringLiteral("fill"),    QStringLiteral("rate"),
        QStringLiteral("bytes"),    QStringLiteral("dropped"), QStringLiteral("sent"),
        QStringLiteral("received"), QStringLiteral("p50"),     QStringLiteral("p90"),
        QStringLiteral("p99"),      QStringLiteral("busy"),    QStringLiteral("blockedfor")};
    return names;
}

const QStringList& findFields()
{
    static const QStringList names{QStringLiteral("name"),  QStringLiteral("id"),
                                   QStringLiteral("type"),  QStringLiteral("role"),
                                   QStringLiteral("state"), QStringLiteral("address"),
                                   QStringLiteral("is"),    QStringLiteral("problem")};
    return names;
}

bool readFindNumber(const QString& text, double* number, bool* isTime)
{
    static const QRegularExpression form(
        QStringLiteral("^([+-]?[0-9]*\\.?[0-9]+(?:e[+-]?[0-9]+)?)(?:(us|µs|ms|s)|(k|M|G)?(?:%|B)?)"
                       "(?:/s)?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return false;
    static const std::map<QString, double> factors{
        {QString(), 1},
        {QStringLiteral("k"), 1e3},
        {QStringLiteral("m"), 1e6},
        {QStringLiteral("g"), 1e9},
        {QStringLiteral("us"), 1},
        {QStringLiteral("µs"), 1},
        {QStringLiteral("ms"), 1e3},
        {QStringLiteral("s"), 1e6},
    };
    *number = match.captured(1).toDouble() * factors.at(match.captured(2).toLower())
        * factors.at(match.captured(3).toLower());
    if (isTime != nullptr)
        *isTime = !match.captured(2).isEmpty();
    return true;
}

bool FindQuery::isLive() const
{
    static const QStringList states{QStringLiteral("starting"), QStringLiteral("running"),
                                    QStringLiteral("waiting"),  QStringLiteral("blocked"),
                                    QStringLiteral("paused"),   QStringLiteral("frozen"),
                                    QStringLiteral("stopped"),  QStringLiteral("killed"),
                                    QStringLiteral("failed"),   QStringLiteral("outside")};
    return std::any_of(terms.begin(), terms.end(), [](const FindTerm& term) {
        const QString field = term.field.toLower();
        return findFigures().contains(field) || field == QLatin1String("state")
            || (field.isEmpty() && states.contains(term.text.toLower()));
    });
}

FindQuery parseFind(const QString& line)
{
    std::vector<Piece> pieces;
    if (!Cutter(line).cut(pieces))
        return {{}, Words::tr("A closing quotation mark is expected")};
    return Reader(pieces).read();
}

} // namespace topomq::ui
