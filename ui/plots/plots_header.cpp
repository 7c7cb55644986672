#include "ui/plots/plots_header.h"

#include "ui/plots/plot_legend.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

namespace topomq::ui {

namespace {

constexpr int kDotIcon = 12;

QIcon dotIcon(const QColor& color, bool filled)
{
    QPixmap pixmap(kDotIcon * 2, kDotIcon * 2);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.4));
    painter.setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QPointF(kDotIcon / 2.0, kDotIcon / 2.0), 3.6, 3.6);
    return pixmap;
}

} // namespace

PlotsHeader::PlotsHeader(Theme& theme, const std::vector<Measure>& measures, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_legend(new PlotLegend(theme, this))
    , m_shown(new QLabel(this))
    , m_measures(new QToolButton(this))
    , m_measureMenu(new QMenu(this))
    , m_window(new QComboBox(this))
    , m_live(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_legend, 1);
    layout->addWidget(m_shown);
    layout->addWidget(m_measures);
    layout->addWidget(m_window);
    layout->addWidget(m_live);
    addMeasureMenu(measures);
    addWindowChoice();
    m_live->setText(tr("Live"));
    m_live->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_live->setObjectName(QStringLiteral("plotsLive"));
    m_live->setProperty("class", QStringLiteral("flat"));
    connect(m_live, &QToolButton::clicked, this, &PlotsHeader::liveRequested);
    connect(&m_theme, &Theme::changed, this, &PlotsHeader::applyTheme);
    applyTheme();
}

void PlotsHeader::addMeasureMenu(const std::vector<Measure>& measures)
{
    m_measures->setText(tr("Figures"));
    m_measures->setObjectName(QStringLiteral("plotsFigures"));
    m_measures->setToolTip(tr("Which figures are plotted"));
    m_measures->setPopupMode(QToolButton::InstantPopup);
    m_measures->setProperty("class", QStringLiteral("flat"));
    m_measures->setMenu(m_measureMenu);
    for (std::size_t i = 0; i < measures.size(); ++i) {
        QAction* action = addChoice(measures[i].title, measures[i].help, measures[i].key);
        connect(action, &QAction::toggled, this,
                [this, i](bool shown) { Q_EMIT measureToggled(i, shown); });
    }
}

QAction* PlotsHeader::addPlot(const QString& title, const QString& help)
{
    m_measureMenu->addSeparator();
    return addChoice(title, help, QStringLiteral("clients"));
}

QAction* PlotsHeader::addChoice(const QString& title, const QString& help, const QString& key)
{
    QAction* action = m_measureMenu->addAction(title);
    action->setObjectName(QStringLiteral("plot-") + key);
    action->setCheckable(true);
    action->setToolTip(help);
    action->setStatusTip(tr("Shows or hides this plot: %1").arg(help));
    const auto giveIcon = [this, action] { action->setIcon(m_theme.icon(QStringLiteral("plot"))); };
    connect(&m_theme, &Theme::changed, action, giveIcon);
    giveIcon();
    return action;
}

void PlotsHeader::addWindowChoice()
{
    m_window->addItem(tr("last 10 s"), 10.0);
    m_window->addItem(tr("last 60 s"), 60.0);
    m_window->addItem(tr("last 5 min"), 300.0);
    m_window->addItem(tr("all of the run"));
    m_window->setCurrentIndex(1);
    m_window->setObjectName(QStringLiteral("plotsWindow"));
    m_window->setAccessibleName(tr("Time on view"));
    m_window->setToolTip(tr("How much time the live view shows"));
    connect(m_window, &QComboBox::activated, this, [this](int index) {
        const QVariant seconds = m_window->itemData(index);
        Q_EMIT windowChosen(seconds.isValid() ? std::optional(seconds.toDouble()) : std::nullopt);
    });
}

void PlotsHeader::setShownText(const QString& text)
{
    if (text != m_shown->text())
        m_shown->setText(text);
}

void PlotsHeader::setLive(bool live, bool running)
{
    if (live == m_isLive && running == m_isRunning)
        return;
    m_isLive = live;
    m_isRunning = running;
    applyTheme();
}

void PlotsHeader::setMeasureShown(std::size_t measure, bool shown)
{
    m_measureMenu->actions().at(static_cast<qsizetype>(measure))->setChecked(shown);
}

void PlotsHeader::applyTheme()
{
    const Colors& colors = m_theme.colors();
    m_shown->setFont(m_theme.smallFont());
    m_shown->setForegroundRole(QPalette::PlaceholderText);
    const QColor color = m_isLive ? (m_isRunning ? colors.green : colors.dim) : colors.accent;
    m_live->setIcon(dotIcon(color, m_isLive));
    m_live->setText(m_isLive ? tr("Live") : tr("Back to live"));
    m_live->setToolTip(m_isLive
                           ? tr("The plots follow the newest sample. Turn the wheel or drag to "
                                "look closer; recording goes on.")
                           : tr("The view stands still; recording goes on. Click to follow the "
                                "newest sample again."));
}

} // namespace topomq::ui
