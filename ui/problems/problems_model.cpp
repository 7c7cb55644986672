#include "ui/problems/problems_model.h"

#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QFont>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

QString severityWord(model::Severity severity)
{
    switch (severity) {
    case model::Severity::Error:
        return ProblemsModel::tr("Error");
    case model::Severity::Warning:
        return ProblemsModel::tr("Warning");
    case model::Severity::Information:
        break;
    }
    return ProblemsModel::tr("Note");
}

QIcon severityIcon(model::Severity severity, const Theme& theme)
{
    const Colors& colors = theme.colors();
    switch (severity) {
    case model::Severity::Error:
        return theme.icon(QStringLiteral("error"), colors.bad);
    case model::Severity::Warning:
        return theme.icon(QStringLiteral("warning"), colors.warn);
    case model::Severity::Information:
        break;
    }
    return theme.icon(QStringLiteral("info"), colors.accent);
}

} // namespace

bool isSameProblem(const model::Finding& a, const model::Finding& b)
{
    return a.severity == b.severity && a.code == b.code && a.where == b.where && a.field == b.field
        && a.message == b.message && a.fix.has_value() == b.fix.has_value()
        && (!a.fix || a.fix->text == b.fix->text);
}

ProblemsModel::ProblemsModel(const TopologyDocument& document, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_theme(theme)
{
    connect(&document, &TopologyDocument::findingsChanged, this, &ProblemsModel::read);
    connect(&theme, &Theme::changed, this, [this] {
        beginResetModel();
        endResetModel();
    });
    read();
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    const model::Finding* finding = findingAt(index.row());
    if (!index.isValid() || finding == nullptr)
        return {};
    if (role == kSeverityRole)
        return static_cast<int>(finding->severity);
    if (role == Qt::DisplayRole) {
        return index.column() == Where ? m_places[static_cast<std::size_t>(index.row())]
                                       : textOf(*finding, index.column());
    }
    return lookOf(*finding, index.column(), role);
}

QString ProblemsModel::textOf(const model::Finding& finding, int column) const
{
    switch (column) {
    case Severity:
        return severityWord(finding.severity);
    case Message:
        return engineText(finding.message);
    case Remedy:
        return finding.fix ? engineText(finding.fix->text) : QString();
    case Code:
        return QString::fromStdString(finding.code);
    default:
        return {};
    }
}

QVariant ProblemsModel::lookOf(const model::Finding& finding, int column, int role) const
{
    switch (role) {
    case Qt::ToolTipRole:
        if (column == Remedy)
            return finding.fix ? tr("Fix it: one click, one undo step") : QVariant();
        return engineText(finding.message);
    case Qt::DecorationRole:
        if (column == Severity)
            return severityIcon(finding.severity, m_theme);
        if (column == Remedy && finding.fix)
            return m_theme.icon(QStringLiteral("fix"), m_theme.colors().accent);
        return {};
    case Qt::ForegroundRole:
        if (column == Remedy)
            return m_theme.colors().accent;
        return column == Code ? QVariant(m_theme.colors().dim) : QVariant();
    case Qt::FontRole:
        if (column == Remedy) {
            QFont font = m_theme.font();
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Severity:
        return tr("Severity");
    case Message:
        return tr("Problem");
    case Where:
        return tr("Place");
    case Remedy:
        return tr("Fix");
    case Code:
        return tr("Code");
    default:
        return {};
    }
}

const model::Finding* ProblemsModel::findingAt(int row) const
{
    if (row < 0 || row >= static_cast<int>(m_findings.size()))
        return nullptr;
    return &m_findings[static_cast<std::size_t>(row)];
}

int ProblemsModel::count(model::Severity severity) const
{
    return static_cast<int>(
        std::count_if(m_findings.begin(), m_findings.end(),
                      [severity](const auto& finding) { return finding.severity == severity; }));
}

void ProblemsModel::setRunProblems(std::vector<model::Finding> problems)
{
    m_runProblems = std::move(problems);
    read();
}

void ProblemsModel::read()
{
    std::vector<model::Finding> findings = m_runProblems;
    const std::vector<model::Finding>& found = m_document.findings();
    findings.insert(findings.end(), found.begin(), found.end());
    std::vector<QString> places;
    for (const model::Finding& finding : findings) {
        const QString title = placeOf(m_document.root(), finding.where).title;
        places.push_back(title.isEmpty() ? tr("Whole topology") : title);
    }
    const bool same = places == m_places
        && std::equal(findings.begin(), findings.end(), m_findings.begin(), m_findings.end(),
                      isSameProblem);
    if (same) {
        // The edits of the fixes may differ even so.
        m_findings = std::move(findings);
        return;
    }
    beginResetModel();
    m_findings = std::move(findings);
    m_places = std::move(places);
    endResetModel();
}

} // namespace topomq::ui
