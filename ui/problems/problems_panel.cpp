#include "ui/problems/problems_panel.h"

#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/problems/problems_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

/// Leaves out the severities whose buttons are off, and what lacks a word that was typed.
class ProblemFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setShown(int severity, bool shown)
    {
        m_shown[severity] = shown;
        invalidateFilter();
    }

    void setWords(const QString& text)
    {
        m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        if (!m_shown[index.data(ProblemsModel::kSeverityRole).toInt()])
            return false;
        QString all;
        for (int column = 0; column < ProblemsModel::Columns; ++column)
            all += index.siblingAtColumn(column).data().toString() + QLatin1Char(' ');
        return std::all_of(m_words.begin(), m_words.end(), [&all](const QString& word) {
            return all.contains(word, Qt::CaseInsensitive);
        });
    }

private:
    QStringList m_words;
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
    , m_filter(new ProblemFilter(this))
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
    setColumnWidths(*view, m_theme, {110, 0, 180, 290, 170});
    connect(view, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == ProblemsModel::Remedy && !index.data().toString().isEmpty())
            applyFix(index);
        else
            reveal(index);
    });
    connect(view, &QTreeView::activated, this, &ProblemsPanel::reveal);
    m_fix = new QAction(tr("Fix this problem"), view);
    m_fix->setObjectName(QStringLiteral("fixProblem"));
    m_fix->setStatusTip(
        tr("Applies the remedy of the chosen problem; one step that can be undone"));
    m_fix->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Return));
    m_fix->setShortcutContext(Qt::WidgetShortcut);
    connect(m_fix, &QAction::triggered, this, [this] { applyFix(m_view->currentIndex()); });
    m_fixAllLike = new QAction(tr("Fix all of this kind"), view);
    m_fixAllLike->setObjectName(QStringLiteral("fixAllOfKind"));
    m_fixAllLike->setStatusTip(
        tr("Applies the remedies of all problems with the same code; one step that can be undone"));
    m_fixAllLike->setShortcut(QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_Return));
    m_fixAllLike->setShortcutContext(Qt::WidgetShortcut);
    connect(m_fixAllLike, &QAction::triggered, this,
            [this] { applyAllLike(m_view->currentIndex()); });
    view->addActions({m_fix, m_fixAllLike});
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ProblemsPanel::refreshFixes);
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
    m_fixAll = new QToolButton(row);
    m_fixAll->setObjectName(QStringLiteral("fixAllButton"));
    m_fixAll->setDefaultAction(m_fixAllLike);
    m_fixAll->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fixAll->setProperty("class", QStringLiteral("flat"));
    layout->addWidget(m_fixAll);
    m_text = new SearchField(m_theme, tr("Filter problems…"), row);
    m_text->setObjectName(QStringLiteral("problemText"));
    m_text->setMaximumWidth(m_theme.scaled(240));
    layout->addWidget(m_text);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) {
        static_cast<ProblemFilter*>(m_filter)->setWords(text);
        showCounts();
    });
    connect(m_text, &SearchField::leftDownwards, this, [this] {
        m_view->setFocus();
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_filter->index(0, 0));
    });
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
        static_cast<ProblemFilter*>(m_filter)->setShown(severity, shown);
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
        m_page->setWords(tr("Nothing of the kinds and words chosen above"),
                         tr("Hidden: %1.").arg(m_model->rowCount() - m_filter->rowCount()));
    const QIcon remedy = m_theme.icon(QStringLiteral("fix"));
    m_fix->setIcon(remedy);
    m_fixAllLike->setIcon(remedy);
    refreshFixes();
    Q_EMIT countChanged(errors(), warnings());
}

void ProblemsPanel::remember()
{
    const QModelIndex index = m_filter->mapToSource(m_view->currentIndex());
    const model::Finding* finding = m_model->findingAt(index.row());
    m_current.reset();
    if (finding != nullptr)
        m_current = *finding;
}

void ProblemsPanel::restore()
{
    if (!m_current)
        return;
    QModelIndex alike;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        const model::Finding* finding = m_model->findingAt(m_filter->mapToSource(index).row());
        if (isSameProblem(*finding, *m_current)) {
            m_view->setCurrentIndex(index);
            return;
        }
        if (!alike.isValid() && finding->code == m_current->code
            && finding->where == m_current->where)
            alike = index;
    }
    // The same said in other words; or, where it is mended, the next of its kind at that place.
    if (alike.isValid())
        m_view->setCurrentIndex(alike);
}

void ProblemsPanel::reveal(const QModelIndex& index)
{
    const model::Finding* finding = m_model->findingAt(m_filter->mapToSource(index).row());
    if (finding == nullptr)
        return;
    // Copies: what follows may bring the findings up to date.
    const std::string field = finding->field;
    const std::string where = m_document.openPlace(std::string(finding->where));
    const Place place = placeOf(m_document.topology(), where);
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
    // A copy: checking brings the list up to date.
    const model::Finding meant = *shown;
    // The list may be a moment older than the topology: only a fix that still holds is applied.
    m_document.checkNow();
    // A place may have several problems of one kind: code and place do not tell them apart.
    applyFirst([&meant](const model::Finding& finding) { return isSameProblem(finding, meant); });
}

bool ProblemsPanel::applyFirst(const std::function<bool(const model::Finding&)>& isMeant)
{
    for (const model::Finding& finding : m_document.findings()) {
        if (!finding.fix || !isMeant(finding))
            continue;
        const model::Fix fix = *finding.fix;
        m_document.pushToFile(engineText(fix.text), fix.edit);
        m_document.checkNow();
        return true;
    }
    return false;
}

void ProblemsPanel::applyAllLike(const QModelIndex& index)
{
    const model::Finding* shown = m_model->findingAt(m_filter->mapToSource(index).row());
    if (shown == nullptr || !shown->fix)
        return;
    const std::string code = shown->code;
    m_document.checkNow();
    const auto& findings = m_document.findings();
    // Each remedy is made for what the one before it has left, and none may bring a new one for
    // ever.
    const auto isAlike = [&code](const model::Finding& finding) {
        return finding.code == code && finding.fix;
    };
    auto left = std::count_if(findings.begin(), findings.end(), isAlike);
    if (left == 0)
        return;
    m_document.undoStack()->beginMacro(tr("Fix all: %1").arg(QString::fromStdString(code)));
    for (; left > 0 && applyFirst(isAlike); --left) {
    }
    m_document.undoStack()->endMacro();
}

void ProblemsPanel::refreshFixes()
{
    const model::Finding* current =
        m_model->findingAt(m_filter->mapToSource(m_view->currentIndex()).row());
    const bool can = current != nullptr && current->fix.has_value();
    m_fix->setEnabled(can);
    m_fixAllLike->setEnabled(can);
    if (!can)
        return;
    int alike = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const model::Finding* other = m_model->findingAt(row);
        alike += other->code == current->code && other->fix ? 1 : 0;
    }
    m_fixAllLike->setEnabled(alike > 1);
    m_fixAllLike->setText(alike > 1 ? tr("Fix all %1 of this kind").arg(alike)
                                    : tr("Fix all of this kind"));
}

void ProblemsPanel::showProblem(const QString& where)
{
    const std::string plain = where.toStdString();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const model::Finding* finding = m_model->findingAt(row);
        // The canvas speaks of what it shows.
        if (m_document.placeInView(finding->where) != plain)
            continue;
        QToolButton* severity = m_severities[static_cast<int>(finding->severity)];
        if (!m_filter->mapFromSource(m_model->index(row, 0)).isValid()) {
            m_text->clear();
            severity->setChecked(true);
        }
        m_view->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, 0)));
        m_view->setFocus();
        return;
    }
}

} // namespace topomq::ui
