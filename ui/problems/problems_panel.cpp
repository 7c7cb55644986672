#include "ui/problems/problems_panel.h"

#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/problems/problems_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/table_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

/// Leaves out the severities whose buttons are off.
class SeverityFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setShown(int severity, bool shown)
    {
        m_shown[severity] = shown;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        return m_shown[index.data(ProblemsModel::kSeverityRole).toInt()];
    }

private:
    bool m_shown[3] = {true, true, true};
};

QString iconOf(int severity)
{
    switch (static_cast<model::Severity>(severity)) {
    case model::Severity::Error:
        return QStringLiteral("error");
    case model::Severity::Warning:
        return QStringLiteral("warning");
    case model::Severity::Information:
        break;
    }
    return QStringLiteral("info");
}

} // namespace

ProblemsPanel::ProblemsPanel(TopologyDocument& document, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_model(new ProblemsModel(document, theme, this))
    , m_filter(new SeverityFilter(this))
    , m_page(new TablePage(*m_filter, theme, QStringLiteral("check"), this))
    , m_view(m_page->view())
{
    m_filter->setSourceModel(m_model);
    setUpView();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeFilterRow());
    column->addWidget(m_page, 1);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &ProblemsPanel::remember);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        restore();
        showCounts();
    });
    showCounts();
}

void ProblemsPanel::setUpView()
{
    QTreeView* view = m_view;
    view->setObjectName(QStringLiteral("problems"));
    view->setAccessibleName(tr("Problems"));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    QHeaderView* header = view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    header->setSectionsMovable(false);
    view->setColumnWidth(ProblemsModel::Severity, 110);
    view->setColumnWidth(ProblemsModel::Where, 180);
    view->setColumnWidth(ProblemsModel::Remedy, 290);
    view->setColumnWidth(ProblemsModel::Code, 170);
    connect(view, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == ProblemsModel::Remedy && !index.data().toString().isEmpty())
            applyFix(index);
        else
            reveal(index);
    });
    connect(view, &QTreeView::activated, this, &ProblemsPanel::reveal);
    auto* fix = new QAction(tr("Fix this problem"), view);
    fix->setObjectName(QStringLiteral("fixProblem"));
    fix->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Return));
    fix->setShortcutContext(Qt::WidgetShortcut);
    connect(fix, &QAction::triggered, this, [this] { applyFix(m_view->currentIndex()); });
    view->addAction(fix);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* ProblemsPanel::makeFilterRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(6);
    addFilter(row, static_cast<int>(model::Severity::Error), QStringLiteral("showErrors"));
    addFilter(row, static_cast<int>(model::Severity::Warning), QStringLiteral("showWarnings"));
    addFilter(row, static_cast<int>(model::Severity::Information), QStringLiteral("showNotes"));
    layout->addStretch();
    return row;
}

void ProblemsPanel::addFilter(QWidget* row, int severity, const QString& name)
{
    auto* button = new QToolButton(row);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setChecked(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tr("Show or hide"));
    button->setProperty("class", QStringLiteral("flat"));
    m_severities[severity] = button;
    row->layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, [this, severity](bool shown) {
        static_cast<SeverityFilter*>(m_filter)->setShown(severity, shown);
        showCounts();
    });
}

void ProblemsPanel::setRunProblems(std::vector<model::Finding> problems)
{
    m_model->setRunProblems(std::move(problems));
}

int ProblemsPanel::errors() const
{
    return m_model->count(model::Severity::Error);
}

int ProblemsPanel::warnings() const
{
    return m_model->count(model::Severity::Warning);
}

void ProblemsPanel::showCounts()
{
    const int notes = m_model->count(model::Severity::Information);
    const Colors& colors = m_theme.colors();
    const QColor tones[] = {colors.bad, colors.warn, colors.accent};
    const QString texts[] = {tr("Errors %1").arg(errors()), tr("Warnings %1").arg(warnings()),
                             tr("Notes %1").arg(notes)};
    for (int i = 0; i < 3; ++i) {
        m_severities[i]->setText(texts[i]);
        const bool lit = m_severities[i]->isChecked();
        m_severities[i]->setIcon(m_theme.icon(iconOf(i), lit ? tones[i] : colors.dim));
    }
    if (m_model->rowCount() == 0)
        m_page->setWords(tr("No problems found"),
                         tr("The rules of ZeroMQ are checked while you draw."));
    else
        m_page->setWords(tr("Nothing of the kinds chosen above"),
                         tr("Hidden: %1.").arg(m_model->rowCount()));
    Q_EMIT countChanged(errors(), warnings());
}

void ProblemsPanel::remember()
{
    const QModelIndex index = m_filter->mapToSource(m_view->currentIndex());
    const model::Finding* finding = m_model->findingAt(index.row());
    m_current.reset();
    if (finding != nullptr)
        m_current.emplace(finding->code, finding->where);
}

void ProblemsPanel::restore()
{
    for (int row = 0; m_current && row < m_filter->rowCount(); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        const model::Finding* finding = m_model->findingAt(m_filter->mapToSource(index).row());
        if (finding->code == m_current->first && finding->where == m_current->second) {
            m_view->setCurrentIndex(index);
            return;
        }
    }
}

void ProblemsPanel::reveal(const QModelIndex& index)
{
    const model::Finding* finding = m_model->findingAt(m_filter->mapToSource(index).row());
    if (finding == nullptr)
        return;
    const Place place = placeOf(m_document.topology(), finding->where);
    // A copy: what follows may bring the findings up to date.
    const std::string where = finding->where;
    const std::string field = finding->field;
    if (!field.empty())
        m_document.selection()->revealField(place.nodes, place.links, where, field);
    else if (!place.nodes.empty() || !place.links.empty())
        m_document.selection()->reveal(place.nodes, place.links);
}

void ProblemsPanel::applyFix(const QModelIndex& index)
{
    const model::Finding* shown = m_model->findingAt(m_filter->mapToSource(index).row());
    if (shown == nullptr || !shown->fix)
        return;
    // The list may be a moment older than the topology: only a fix that still holds is applied.
    const std::string code = shown->code;
    const std::string where = shown->where;
    m_document.checkNow();
    for (const model::Finding& finding : m_document.findings()) {
        if (finding.code != code || finding.where != where || !finding.fix)
            continue;
        const model::Fix fix = *finding.fix;
        m_document.push(engineText(fix.text), fix.edit);
        m_document.checkNow();
        return;
    }
}

} // namespace topomq::ui
