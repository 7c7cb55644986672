#include "ui/shell/docks.h"

#include "ui/shell/dock_title.h"
#include "ui/theme/panel_width.h"

#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QTabBar>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// Counts up when the set of docks changes, so that an old memory is not misread.
constexpr int kLayoutVersion = 2;
constexpr int kPaletteWidth = 256;
constexpr int kInspectorWidth = 320;
/// Narrower, the palette's words would be cut off, or the inspector's buttons.
constexpr int kNarrowestPalette = 200;
constexpr int kNarrowestInspector = 300;
/// Share of the window's height for the plots and tables.
constexpr double kBottomShare = 0.37;
constexpr QSize kUsualSize{1440, 900};
/// Of a screen that is smaller than that: its edges stay in sight, with the frame of the window.
constexpr double kScreenShare = 0.9;

QString geometryKey()
{
    return QStringLiteral("window/geometry");
}

/// Beside the geometry, which is good for one screen only.
QString maximizedKey()
{
    return QStringLiteral("window/maximized");
}

QString stateKey()
{
    return QStringLiteral("window/state");
}

} // namespace

Docks::Docks(QMainWindow& window, Theme& theme, bool hidden)
    : QObject(&window)
    , m_window(window)
    , m_theme(theme)
    , m_hidden(hidden)
    , m_isLarge(theme.isLarge())
{
    m_window.setDockNestingEnabled(true);
    m_window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks
                            | QMainWindow::AnimatedDocks | QMainWindow::GroupedDragging);
    m_window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_window.setDocumentMode(true);
    m_sync.setSingleShot(true);
    m_sync.setInterval(0);
    connect(&m_sync, &QTimer::timeout, this, &Docks::sync);
    // Larger words need wider panels; the other way round the room goes back to the canvas.
    connect(&m_theme, &Theme::changed, this, [this] {
        if (std::exchange(m_isLarge, m_theme.isLarge()) != m_theme.isLarge() && !m_hidden)
            giveUsualWidths();
    });
}

QDockWidget*
Docks::add(const QString& name, const QString& title, QWidget* panel, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setWidget(panel);
    auto* bar = new DockTitle(m_window, *dock, m_theme);
    dock->setTitleBarWidget(bar);
    dock->toggleViewAction()->setStatusTip(tr("Shows or hides the panel “%1”").arg(title));
    dock->toggleViewAction()->setObjectName(name + QStringLiteral("Toggle"));
    const auto giveIcon = [this, dock] {
        dock->toggleViewAction()->setIcon(m_theme.icon(QStringLiteral("panel")));
    };
    connect(&m_theme, &Theme::changed, dock, giveIcon);
    giveIcon();
    if (m_hidden)
        dock->hide();
    dock->toggleViewAction()->setEnabled(!m_hidden);
    m_docks.append(dock);
    m_usualAreas.emplace(dock, area);
    place(dock);
    m_titles.emplace(dock, bar);
    for (const auto signal : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(dock, signal, this, &Docks::syncSoon);
    connect(dock, &QDockWidget::dockLocationChanged, this, &Docks::syncSoon);
    return dock;
}

QDockWidget* Docks::firstBelow() const
{
    const auto first = std::find_if(m_docks.begin(), m_docks.end(), [this](QDockWidget* dock) {
        return m_usualAreas.at(dock) == Qt::BottomDockWidgetArea;
    });
    return first == m_docks.end() ? nullptr : *first;
}

void Docks::place(QDockWidget* dock)
{
    const Qt::DockWidgetArea area = m_usualAreas.at(dock);
    // Side by side even for a moment, those below may be wider than the screen, and the window
    // would grow with them.
    if (area == Qt::BottomDockWidgetArea && dock != firstBelow())
        m_window.tabifyDockWidget(firstBelow(), dock);
    else if (m_window.dockWidgetArea(dock) != area)
        m_window.addDockWidget(area, dock);
}

void Docks::placeAsUsual()
{
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        place(dock);
    }
    showAsUsual();
}

void Docks::showAsUsual()
{
    for (QDockWidget* dock : m_docks)
        dock->show();
    giveUsualWidths();
    if (QDockWidget* first = firstBelow()) {
        const int height = static_cast<int>(m_window.height() * kBottomShare);
        m_window.resizeDocks({first}, {height}, Qt::Vertical);
        first->raise();
    }
    syncSoon();
}

void Docks::giveUsualWidths()
{
    // Both sides at once: one call undoes what another asked for while nothing is laid out yet.
    QList<QDockWidget*> sides;
    QList<int> widths;
    for (QDockWidget* dock : m_docks) {
        const Qt::DockWidgetArea place = m_window.dockWidgetArea(dock);
        if (place != Qt::LeftDockWidgetArea && place != Qt::RightDockWidgetArea)
            continue;
        sides << dock;
        const bool isLeft = place == Qt::LeftDockWidgetArea;
        widths << panelWidth(m_theme, isLeft ? kPaletteWidth : kInspectorWidth);
        dock->setMinimumWidth(
            panelWidth(m_theme, isLeft ? kNarrowestPalette : kNarrowestInspector));
    }
    m_window.resizeDocks(sides, widths, Qt::Horizontal);
}

void Docks::setCount(QDockWidget* dock, int count, Badge::Tone tone)
{
    Count& known = m_counts[dock];
    if (known.value == count && known.tone == tone)
        return;
    known = {count, tone};
    syncSoon();
}

void Docks::raise(QDockWidget* dock)
{
    dock->show();
    dock->raise();
}

void Docks::setAllHidden(bool hidden)
{
    if (hidden == m_hidden)
        return;
    m_hidden = hidden;
    if (hidden) {
        m_whileHidden = m_window.saveState(kLayoutVersion);
        for (QDockWidget* dock : m_docks)
            dock->hide();
    } else if (!m_arePlaced) {
        placeAsLeft();
        m_isUsual = false;
    } else {
        m_window.restoreState(m_whileHidden, kLayoutVersion);
        // Hidden before the window was ever laid out, they have forgotten what they were given.
        if (m_isUsual)
            QTimer::singleShot(0, this, &Docks::giveUsualWidths);
        m_isUsual = false;
    }
    for (QDockWidget* dock : m_docks)
        dock->toggleViewAction()->setEnabled(!hidden);
    syncSoon();
}

QSize Docks::usualSize(QSize screen)
{
    return kUsualSize.boundedTo(screen * kScreenShare);
}

void Docks::restoreFrame(QMainWindow& window)
{
    const QSettings settings;
    window.resize(usualSize(window.screen()->availableSize()));
    // A geometry is refused where the screen is another one.
    if (!window.restoreGeometry(settings.value(geometryKey()).toByteArray())
        && settings.value(maximizedKey()).toBool())
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
    window.restoreState(settings.value(stateKey()).toByteArray(), kLayoutVersion);
}

void Docks::restore()
{
    if (!m_hidden)
        placeAsLeft();
}

void Docks::placeAsLeft()
{
    m_arePlaced = true;
    const QSettings settings;
    showAsUsual();
    m_isUsual = !m_window.restoreState(settings.value(stateKey()).toByteArray(), kLayoutVersion);
    // Widths asked for before the window is laid out are forgotten.
    if (m_isUsual)
        QTimer::singleShot(0, this, &Docks::giveUsualWidths);
}

void Docks::remember()
{
    QSettings settings;
    settings.setValue(geometryKey(), m_window.saveGeometry());
    settings.setValue(maximizedKey(), m_window.isMaximized());
    if (m_hidden && (m_isUsual || !m_arePlaced))
        return;
    settings.setValue(stateKey(), m_hidden ? m_whileHidden : m_window.saveState(kLayoutVersion));
}

void Docks::sync()
{
    for (const auto& [dock, title] : m_titles)
        title->sync();
    // The tab bars belong to the main window, which makes and drops them as docks move.
    for (QTabBar* bar : m_window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly))
        syncTabBar(bar);
}

void Docks::syncTabBar(QTabBar* bar)
{
    bar->setExpanding(false);
    bar->setElideMode(Qt::ElideNone);
    for (int tab = 0; tab < bar->count(); ++tab) {
        const auto dock = std::find_if(m_docks.begin(), m_docks.end(), [&](const auto* one) {
            return one->windowTitle() == bar->tabText(tab);
        });
        showCount(bar, tab, dock == m_docks.end() ? Count() : m_counts[*dock]);
    }
}

void Docks::showCount(QTabBar* bar, int tab, const Count& count)
{
    auto* badge = qobject_cast<Badge*>(bar->tabButton(tab, QTabBar::RightSide));
    if (badge && badge->count() == count.value) {
        badge->setTone(count.tone);
        return;
    }
    // A tab hides the button that it had, and would hide the same one when it is set again.
    bar->setTabButton(tab, QTabBar::RightSide, nullptr);
    if (badge)
        badge->deleteLater();
    if (count.value == 0)
        return;
    badge = new Badge(m_theme, bar);
    badge->setTone(count.tone);
    badge->setCount(count.value);
    badge->resize(badge->sizeHint());
    bar->setTabButton(tab, QTabBar::RightSide, badge);
}

} // namespace topomq::ui
