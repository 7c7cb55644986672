#include "ui/shell/tab_strip.h"

#include "ui/shell/run_light.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QMouseEvent>
#include <QSignalBlocker>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kLight = 10;
/// Wider ones would leave too few of them in sight.
constexpr int kWidest = 260;

/// A tab shows an ampersand as it is.
QString withoutMnemonics(QString title)
{
    return title.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString tipOf(const DocumentTab& tab)
{
    const QString path = tab.document().filePath();
    QStringList lines{path.isEmpty() ? TabStrip::tr("%1, never saved").arg(tab.document().title())
                                     : QDir::toNativeSeparators(path)};
    if (tab.isModified())
        lines << TabStrip::tr("What is here is not saved");
    if (tab.isRunning())
        lines << tab.session().stateText();
    if (tab.wantsALook())
        lines << TabStrip::tr("Something here wants a look");
    return lines.join(QLatin1Char('\n'));
}

} // namespace

TabStrip::TabStrip(Workspace& workspace, Theme& theme, QWidget* parent)
    : QTabBar(parent)
    , m_workspace(workspace)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("tabStrip"));
    setAccessibleName(tr("Open topologies"));
    setMovable(true);
    setTabsClosable(true);
    setExpanding(false);
    setDocumentMode(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideMiddle);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (DocumentTab* tab = documentAt(index))
            m_workspace.bringToFront(*tab);
    });
    connect(this, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0)
            Q_EMIT chosen();
    });
    connect(this, &QTabBar::tabMoved, &m_workspace, &Workspace::move);
    connect(this, &QTabBar::tabCloseRequested, this, [this](int index) {
        if (DocumentTab* tab = documentAt(index))
            m_workspace.close(*tab);
    });
    connect(this, &QTabBar::tabBarDoubleClicked, this, [this](int index) {
        if (index < 0)
            m_workspace.openEmpty();
    });
    connect(&m_workspace, &Workspace::tabsChanged, this, &TabStrip::sync);
    connect(&m_theme, &Theme::changed, this, &TabStrip::sync);
    sync();
}

DocumentTab* TabStrip::documentAt(int index) const
{
    const auto& tabs = m_workspace.tabs();
    return index < 0 || index >= static_cast<int>(tabs.size())
        ? nullptr
        : tabs[static_cast<std::size_t>(index)];
}

void TabStrip::sync()
{
    const QSignalBlocker quiet(this);
    const int wanted = static_cast<int>(m_workspace.tabs().size());
    while (count() < wanted)
        addTab(QString());
    while (count() > wanted)
        removeTab(count() - 1);
    setIconSize({m_theme.scaled(kLight), m_theme.scaled(kLight)});
    for (int i = 0; i < wanted; ++i)
        describe(i, *documentAt(i));
    setCurrentIndex(m_workspace.frontIndex());
    setVisible(wanted > 1);
}

void TabStrip::describe(int index, const DocumentTab& tab)
{
    // As in the title of the window: a star for what is not saved.
    QString text = withoutMnemonics(m_workspace.titleOf(tab));
    if (tab.isModified())
        text += QLatin1Char('*');
    if (text != tabText(index))
        setTabText(index, text);
    setTabIcon(index, lightOf(tab));
    setTabToolTip(index, tipOf(tab));
}

QIcon TabStrip::lightOf(const DocumentTab& tab) const
{
    if (tab.wantsALook() && &tab != &m_workspace.front())
        return m_theme.icon(QStringLiteral("warning"), m_theme.colors().warn);
    if (tab.isRunning())
        return dot(runColor(m_theme.colors(), tab.session()), devicePixelRatioF());
    return {};
}

QSize TabStrip::tabSizeHint(int index) const
{
    QSize size = QTabBar::tabSizeHint(index);
    size.setWidth(std::min(size.width(), m_theme.scaled(kWidest)));
    return size;
}

void TabStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton)
        m_pressed = tabAt(event->position().toPoint());
    QTabBar::mousePressEvent(event);
}

void TabStrip::mouseReleaseEvent(QMouseEvent* event)
{
    QTabBar::mouseReleaseEvent(event);
    if (event->button() != Qt::MiddleButton)
        return;
    const int released = tabAt(event->position().toPoint());
    if (released >= 0 && released == m_pressed)
        Q_EMIT tabCloseRequested(released);
    m_pressed = -1;
}

void TabStrip::contextMenuEvent(QContextMenuEvent* event)
{
    // By the key it is the menu of the tab in front.
    const int index =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : tabAt(event->pos());
    if (DocumentTab* tab = documentAt(index))
        Q_EMIT menuRequested(*tab, event->globalPos());
}

} // namespace topomq::ui
