#include "ui/inspector/inspector_panel.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/drawing_page.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/link_page.h"
#include "ui/inspector/node_page.h"
#include "ui/inspector/several_page.h"
#include "ui/inspector/topology_page.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kFigurePeriod{100};
constexpr QLatin1String kGroupShape("group ");
constexpr QLatin1String kNoteShape("note ");

} // namespace

InspectorPanel::InspectorPanel(TopologyDocument& document,
                               RunSession& session,
                               Theme& theme,
                               QWidget* parent)
    : QWidget(parent)
    , m_context{document, session, theme, m_opened}
    , m_scroll(new QScrollArea(this))
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kFigurePeriod);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (m_page != nullptr && isVisible())
            m_page->refresh();
    });
    connect(&document, &TopologyDocument::changed, this, &InspectorPanel::followChange);
    connect(&document, &TopologyDocument::wasReset, this, [this] { rebuild(shape()); });
    connect(&document, &TopologyDocument::insideChanged, this, [this] { rebuild(shape()); });
    connect(document.selection(), &Selection::changed, this, &InspectorPanel::follow);
    connect(document.selection(), &Selection::fieldRequested, this, &InspectorPanel::focusField);
    connect(&session, &RunSession::updated, this, &InspectorPanel::askForFigures);
    connect(&session, &RunSession::started, this, &InspectorPanel::askForFigures);
    connect(&session, &RunSession::stateChanged, this, &InspectorPanel::askForFigures);
    connect(&theme, &Theme::changed, this, [this] { rebuild(shape()); });
    rebuild(shape());
}

InspectorPanel::~InspectorPanel()
{
    // A field that goes hands over what was typed last: nobody is left here to show it.
    m_context.document.disconnect(this);
}

void InspectorPanel::showEvent(QShowEvent* event)
{
    if (m_page != nullptr)
        m_page->refresh();
    QWidget::showEvent(event);
}

void InspectorPanel::followChange(const model::Change& change)
{
    // What is only drawn is all layout.
    if (!change.layoutOnly || m_shape.startsWith(kGroupShape) || m_shape.startsWith(kNoteShape))
        follow();
}

void InspectorPanel::follow()
{
    const QString wanted = shape();
    if (wanted == m_shape && m_page != nullptr)
        m_page->sync();
    else
        rebuild(wanted);
}

void InspectorPanel::rebuild(const QString& wanted)
{
    const bool sameThing =
        wanted.section(u' ', 0, 1) == m_shape.section(u' ', 0, 1) && m_page != nullptr;
    const int scrolled = m_scroll->verticalScrollBar()->value();
    const QWidget* focused = QApplication::focusWidget();
    QString focusName;
    // Editors are named on themselves or on the widget that stands for them.
    for (const QWidget* each = focused;
         each != nullptr && m_page != nullptr && isAncestorOf(each) && focusName.isEmpty();
         each = each->parentWidget())
        focusName =
            each->objectName().startsWith(QStringLiteral("qt_")) ? QString() : each->objectName();
    m_shape = wanted;
    m_scroll->setUpdatesEnabled(false);
    InspectorPage* page = makePage();
    page->setContentsMargins(14, 12, 12, 14);
    // The old page may be in the middle of a signal of one of its own widgets.
    if (QWidget* old = m_scroll->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    m_page = page;
    m_scroll->setWidget(page);
    if (sameThing) {
        page->layout()->activate();
        page->resize(m_scroll->viewport()->width(), page->sizeHint().height());
        m_scroll->verticalScrollBar()->setValue(scrolled);
        if (auto* again = focusName.isEmpty() ? nullptr : page->findChild<QWidget*>(focusName))
            again->setFocus();
    }
    m_scroll->setUpdatesEnabled(true);
}

void InspectorPanel::showTop()
{
    m_scroll->verticalScrollBar()->setValue(0);
}

void InspectorPanel::askForFigures()
{
    if (!m_refresh.isActive() && isVisible())
        m_refresh.start();
}

QWidget* InspectorPanel::fieldNamed(const QString& where, const QString& field) const
{
    QString name = QStringLiteral("settings/") + field;
    if (where.isEmpty())
        name = QStringLiteral("context/") + field;
    else if (where.contains(u'.'))
        name = QStringLiteral("sockets/%1/%2/%3")
                   .arg(where.section(u'.', 0, 0), where.section(u'.', 1), field);
    if (field.startsWith(u'#')) {
        const auto& parameters = m_context.document.topology().parameters;
        const auto found = std::find_if(
            parameters.begin(), parameters.end(),
            [&field](const model::Parameter& each) { return toText(each.name) == field.mid(1); });
        name = QStringLiteral("parameters/%1/value").arg(found - parameters.begin());
    }
    return m_page->findChild<QWidget*>(name);
}

void InspectorPanel::focusField(const QString& where, const QString& field)
{
    if (m_page == nullptr || field.isEmpty())
        return;
    QWidget* found = fieldNamed(where, field);
    if (found == nullptr || !found->isVisibleTo(m_page)) {
        const QString options = QStringLiteral("options/") + where;
        m_opened.insert(where.isEmpty() ? QStringLiteral("topology/context") : options);
        if (found == nullptr)
            m_opened.insert(options + QStringLiteral("/all"));
        rebuild(shape());
        found = fieldNamed(where, field);
    }
    if (found == nullptr)
        return;
    m_page->layout()->activate();
    m_page->resize(m_scroll->viewport()->width(), m_page->sizeHint().height());
    m_scroll->ensureWidgetVisible(found);
    found->setFocus(Qt::OtherFocusReason);
}

QString InspectorPanel::shape() const
{
    const Selection& selection = *m_context.document.selection();
    const std::size_t count = selection.nodes().size() + selection.links().size();
    if (count == 0) {
        const QString drawn = drawnShape();
        return drawn.isEmpty() ? QStringLiteral("topology") : drawn;
    }
    if (count > 1)
        return SeveralPage::shapeOf(m_context);
    const QString one = selection.nodes().empty()
        ? LinkPage::shapeOf(*selection.links().begin(), m_context)
        : NodePage::shapeOf(*selection.nodes().begin(), m_context);
    return one.isEmpty() ? QStringLiteral("topology") : one;
}

/// Of a group or a note that is selected alone; else empty.
QString InspectorPanel::drawnShape() const
{
    const Selection& selection = *m_context.document.selection();
    if (selection.groups().size() + selection.notes().size() != 1)
        return {};
    return selection.notes().empty() ? GroupPage::shapeOf(*selection.groups().begin(), m_context)
                                     : NotePage::shapeOf(*selection.notes().begin(), m_context);
}

InspectorPage* InspectorPanel::makePage()
{
    const Selection& selection = *m_context.document.selection();
    if (m_shape.startsWith(kGroupShape))
        return new GroupPage(*selection.groups().begin(), m_context, m_scroll);
    if (m_shape.startsWith(kNoteShape))
        return new NotePage(*selection.notes().begin(), m_context, m_scroll);
    if (m_shape == QStringLiteral("topology"))
        return new TopologyPage(m_context, m_scroll);
    if (selection.nodes().size() + selection.links().size() > 1)
        return new SeveralPage(m_context, m_scroll);
    if (selection.nodes().empty())
        return new LinkPage(*selection.links().begin(), m_context, m_scroll);
    return new NodePage(*selection.nodes().begin(), m_context, m_scroll);
}

} // namespace topomq::ui
