#include "ui/shell/dock_title.h"

#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kHeight = 26;
constexpr int kButton = 18;
constexpr int kIcon = 10;

} // namespace

DockTitle::DockTitle(QMainWindow& window, QDockWidget& dock, Theme& theme)
    : QWidget(&dock)
    , m_window(window)
    , m_dock(dock)
    , m_theme(theme)
    , m_text(new QLabel(dock.windowTitle().toUpper(), this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 6, 0);
    layout->setSpacing(2);
    layout->addWidget(m_text, 1);
    m_float = addButton(tr("Float %1").arg(dock.windowTitle()),
                        tr("Take the panel out of the window, or put it back"));
    m_close = addButton(tr("Close %1").arg(dock.windowTitle()),
                        tr("Close the panel; the View menu brings it back"));
    m_text->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_float, &QToolButton::clicked, this,
            [this] { m_dock.setFloating(!m_dock.isFloating()); });
    connect(m_close, &QToolButton::clicked, &m_dock, &QWidget::close);
    connect(&m_theme, &Theme::changed, this, &DockTitle::applyTheme);
    applyTheme();
}

QToolButton* DockTitle::addButton(const QString& name, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::NoFocus);
    button->setStyleSheet(QStringLiteral("padding: 0; border: none; background: transparent;"));
    layout()->addWidget(button);
    return button;
}

bool DockTitle::isNamedByTab() const
{
    if (m_dock.isFloating())
        return false;
    const QList<QDockWidget*> others = m_window.tabifiedDockWidgets(&m_dock);
    return std::any_of(others.begin(), others.end(),
                       [](const QDockWidget* other) { return !other->isHidden(); });
}

void DockTitle::sync()
{
    const bool shown = !isNamedByTab();
    if (shown == m_shown)
        return;
    m_shown = shown;
    for (QWidget* part : {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_float),
                          static_cast<QWidget*>(m_close)})
        part->setVisible(shown);
    updateGeometry();
}

QSize DockTitle::sizeHint() const
{
    return {m_shown ? 80 : 0, m_shown ? m_theme.scaled(kHeight) : 0};
}

QSize DockTitle::minimumSizeHint() const
{
    return sizeHint();
}

void DockTitle::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_shown)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().panel);
}

void DockTitle::applyTheme()
{
    m_text->setFont(m_theme.sectionFont());
    QPalette colors = m_text->palette();
    colors.setColor(QPalette::WindowText, m_theme.colors().dim);
    m_text->setPalette(colors);
    for (QToolButton* button : {m_close, m_float}) {
        button->setFixedSize(m_theme.scaled(kButton), m_theme.scaled(kButton));
        button->setIconSize({m_theme.scaled(kIcon), m_theme.scaled(kIcon)});
    }
    updateGeometry();
    m_close->setIcon(m_theme.icon(QStringLiteral("close"), m_theme.colors().dim));
    m_float->setIcon(m_theme.icon(QStringLiteral("fit"), m_theme.colors().dim));
    update();
}

} // namespace topomq::ui
