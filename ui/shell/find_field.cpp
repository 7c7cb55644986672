#include "ui/shell/find_field.h"

#include "ui/shell/find_controller.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QStyle>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kHelpWidth = 430;
/// Room for the button that clears the field, and the one for help.
constexpr int kButtons = 54;

QString row(const QString& words, const QString& meaning)
{
    return QStringLiteral("<tr><td><code>%1</code>&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>")
        .arg(words.toHtmlEscaped(), meaning.toHtmlEscaped());
}

} // namespace

FindField::FindField(const Theme& theme, QWidget* parent)
    : SearchField(theme, tr("Find nodes and links…"), parent)
    , m_theme(theme)
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("find"));
    m_help.setToolTip(tr("What can be looked for"));
    m_help.setIcon(theme.icon(QStringLiteral("help"), theme.colors().dim));
    addAction(&m_help, QLineEdit::TrailingPosition);
    m_count->setProperty("class", QStringLiteral("dim small"));
    m_count->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(this, &QLineEdit::textChanged, this,
            [this](const QString& words) { m_finder->setText(words); });
    connect(&theme, &Theme::changed, this,
            [this] { m_help.setIcon(m_theme.icon(QStringLiteral("help"), m_theme.colors().dim)); });
    connect(&m_help, &QAction::triggered, this, [this] {
        if (!helpText().isEmpty()) {
            setHelp({});
            return;
        }
        setFocus();
        setHelp(tr("<b>What can be looked for</b>") + QStringLiteral("<table cellspacing=\"3\">")
                + row(QStringLiteral("worker tcp"),
                      tr("both words: names, ids, types, roles, addresses, notes"))
                + row(QStringLiteral("\"parse 2\""), tr("with the space in it"))
                + row(QStringLiteral("-PUB"), tr("all but these"))
                + row(QStringLiteral("type:PUSH role:worker"),
                      tr("name, id, type, role, address, state, problem, is"))
                + row(QStringLiteral("is:link"), tr("links only, or is:node, is:group, is:note"))
                + row(QStringLiteral("SNDHWM=10  rate>=1k"), tr("options and settings"))
                + row(QStringLiteral("LINGER<1s"), tr("times in us, ms, s"))
                + row(QStringLiteral("blocked  failed"), tr("states of a run"))
                + row(QStringLiteral("error  warning"), tr("with such problems"))
                + row(QStringLiteral("depth > 500"),
                      tr("live: depth, fill, rate, bytes, sent, received, dropped, busy; while "
                         "nothing runs, rate is the one that is set"))
                + row(QStringLiteral("p99 > 10ms"),
                      tr("latency of the last 2 s: p50, p90, p99 in us, ms, s"))
                + QStringLiteral("</table>")
                + tr("F3, Shift+F3: next and previous. Enter selects, Ctrl+Enter selects all."));
    });
    m_count->hide();
}

void FindField::follow(FindController& finder)
{
    if (m_finder != nullptr)
        m_finder->disconnect(this);
    m_finder = &finder;
    connect(m_finder, &FindController::changed, this, &FindField::refresh);
    setText(finder.text());
    refresh();
    setHelp({});
}

QString FindField::countText() const
{
    if (!m_finder->isSearching())
        return {};
    return m_finder->count() == 0 ? tr("nothing found")
                                  : tr("%1 of %2").arg(m_finder->position()).arg(m_finder->count());
}

QString FindField::helpText() const
{
    return m_helpLabel != nullptr && m_helpLabel->isVisible() ? m_helpLabel->text() : QString();
}

void FindField::refresh()
{
    m_count->setText(countText());
    m_count->setVisible(!m_count->text().isEmpty());
    placeCount();
    const QString problem = m_finder->problem();
    const QString look = problem.isEmpty() ? QString() : QStringLiteral("problem");
    if (property("class").toString() != look) {
        setProperty("class", look);
        style()->unpolish(this);
        style()->polish(this);
    }
    setHelp(problem);
}

void FindField::setHelp(const QString& text)
{
    if (text.isEmpty()) {
        if (m_helpLabel != nullptr)
            m_helpLabel->hide();
        return;
    }
    if (m_helpLabel == nullptr) {
        m_helpLabel = new QLabel(window());
        m_helpLabel->setObjectName(QStringLiteral("findHelp"));
        m_helpLabel->setWordWrap(true);
        m_helpLabel->setMargin(10);
    }
    const Colors& colors = m_theme.colors();
    m_helpLabel->setStyleSheet(
        QStringLiteral("#findHelp { background: %1; color: %2; border: 1px solid %3; "
                       "border-radius: 8px; }")
            .arg(colors.card.name(), colors.text.name(),
                 (m_finder->problem().isEmpty() ? colors.line : colors.bad).name()));
    m_helpLabel->setTextFormat(m_finder->problem().isEmpty() ? Qt::RichText : Qt::PlainText);
    m_helpLabel->setText(text);
    placeHelp();
    m_helpLabel->show();
    m_helpLabel->raise();
}

void FindField::placeHelp()
{
    const int width = m_theme.scaled(kHelpWidth);
    m_helpLabel->setFixedWidth(width);
    m_helpLabel->setFixedHeight(m_helpLabel->heightForWidth(width));
    const QPoint corner = mapTo(window(), QPoint(0, height() + 4));
    m_helpLabel->move(std::max(4, std::min(corner.x(), window()->width() - width - 8)), corner.y());
}

void FindField::placeCount()
{
    const QSize wanted = m_count->sizeHint();
    m_count->setGeometry(width() - kButtons - wanted.width(), (height() - wanted.height()) / 2,
                         wanted.width(), wanted.height());
    setTextMargins(0, 0, m_count->isHidden() ? 0 : wanted.width() + 4, 0);
}

void FindField::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers().testFlag(Qt::ControlModifier))
            m_finder->selectAll();
        else
            m_finder->selectCurrent();
        return;
    case Qt::Key_Escape:
        if (!helpText().isEmpty())
            setHelp({});
        if (text().isEmpty())
            Q_EMIT leftDownwards();
        break;
    case Qt::Key_Down:
        m_finder->goNext();
        return;
    case Qt::Key_Up:
        m_finder->goPrevious();
        return;
    default:
        break;
    }
    SearchField::keyPressEvent(event);
}

void FindField::resizeEvent(QResizeEvent* event)
{
    SearchField::resizeEvent(event);
    placeCount();
    if (!helpText().isEmpty())
        placeHelp();
}

void FindField::focusOutEvent(QFocusEvent* event)
{
    setHelp({});
    SearchField::focusOutEvent(event);
}

} // namespace topomq::ui
