#include "ui/shell/gallery.h"

#include "ui/document/example_library.h"
#include "ui/shell/gallery_card.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_layout.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kMargin = 32;
constexpr int kGap = 18;

} // namespace

Gallery::Gallery(Theme& theme, PictureMaker makePicture, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_makePicture(std::move(makePicture))
    , m_search(new SearchField(theme, tr("Search the examples…"), this))
    , m_back(new QPushButton(tr("Back to the topology"), this))
{
    setObjectName(QStringLiteral("gallery"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    m_scroll = makeCards();
    layout->addWidget(m_scroll, 1);
    m_pictures.setInterval(0);
    connect(&m_pictures, &QTimer::timeout, this, &Gallery::makeNextPicture);
    connect(&m_theme, &Theme::changed, this, &Gallery::forgetPictures);
    connect(m_search, &QLineEdit::textChanged, this, &Gallery::filter);
    connect(m_search, &SearchField::leftDownwards, this, [this] { step(nullptr, 1); });
    setCanGoBack(false);
}

QWidget* Gallery::makeHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(kMargin, 26, kMargin, 14);
    layout->setSpacing(10);
    auto* texts = new QVBoxLayout;
    auto* title = new QLabel(tr("What do you want to see?"), head);
    QFont font = m_theme.titleFont();
    font.setPixelSize(font.pixelSize() * 4 / 3);
    title->setFont(font);
    auto* hint = new QLabel(tr("Open an example and press Run (F5), or begin with an empty "
                               "topology."),
                            head);
    hint->setProperty("class", QStringLiteral("dim"));
    texts->addWidget(title);
    texts->addWidget(hint);
    layout->addLayout(texts, 1);
    hint->setWordWrap(true);
    m_search->setMinimumWidth(140);
    m_search->setMaximumWidth(280);
    auto* open = new QPushButton(tr("Open a file…"), head);
    auto* empty = new QPushButton(tr("Empty topology"), head);
    empty->setObjectName(QStringLiteral("emptyTopology"));
    empty->setProperty("class", QStringLiteral("primary"));
    layout->addWidget(m_search, 1, Qt::AlignVCenter);
    for (QPushButton* part : {m_back, open, empty})
        layout->addWidget(part, 0, Qt::AlignVCenter);
    connect(open, &QPushButton::clicked, this, &Gallery::openChosen);
    connect(empty, &QPushButton::clicked, this, &Gallery::emptyChosen);
    connect(m_back, &QPushButton::clicked, this, &Gallery::backChosen);
    return head;
}

QScrollArea* Gallery::makeCards()
{
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* area = new QWidget(scroll);
    auto* flow = new CardLayout(area, kGap);
    flow->setContentsMargins(kMargin, 8, kMargin, kMargin);
    for (const Example& example : exampleLibrary()) {
        auto* card =
            new GalleryCard(m_theme, example.name, example.title, example.description, area);
        connect(card, &GalleryCard::pictureWanted, this, [this] { wantPictures(); });
        flow->addWidget(card);
        m_cards.push_back(card);
        connect(card, &GalleryCard::activated, this,
                [this, card] { Q_EMIT exampleChosen(card->name()); });
        connect(card, &GalleryCard::stepped, this, [this, card](int by) { step(card, by); });
        connect(card, &GalleryCard::steppedLine, this, [this, card, flow](int by) {
            step(card, by * flow->columnsIn(card->parentWidget()->width()));
        });
    }
    scroll->setWidget(area);
    return scroll;
}

std::vector<GalleryCard*> Gallery::shownCards() const
{
    std::vector<GalleryCard*> shown;
    std::copy_if(m_cards.begin(), m_cards.end(), std::back_inserter(shown),
                 [](const GalleryCard* card) { return !card->isHidden(); });
    return shown;
}

void Gallery::setCanGoBack(bool canGoBack)
{
    m_back->setVisible(canGoBack);
}

void Gallery::filter(const QString& text)
{
    for (GalleryCard* card : m_cards)
        card->setVisible(card->matches(text));
    const bool nothing = shownCards().empty();
    if (nothing && m_nothingFound == nullptr) {
        m_nothingFound = new EmptyState(m_theme, QStringLiteral("search"), tr("No example found"),
                                        tr("Try a socket type (ROUTER), a pattern (publish) or a "
                                           "word of the description."),
                                        this);
        static_cast<QVBoxLayout*>(layout())->addWidget(m_nothingFound, 1);
    }
    if (m_nothingFound != nullptr)
        m_nothingFound->setVisible(nothing);
    m_scroll->setVisible(!nothing);
}

void Gallery::step(GalleryCard* from, int by)
{
    const std::vector<GalleryCard*> shown = shownCards();
    if (shown.empty())
        return;
    const auto at = std::find(shown.begin(), shown.end(), from);
    const std::ptrdiff_t next = at == shown.end() ? 0 : at - shown.begin() + by;
    if (next < 0) {
        m_search->setFocus();
        return;
    }
    const std::ptrdiff_t last = std::ssize(shown) - 1;
    GalleryCard* card = shown[static_cast<std::size_t>(std::min(next, last))];
    card->setFocus();
    m_scroll->ensureWidgetVisible(card, 0, kGap);
}

void Gallery::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_search->setFocus();
    wantPictures();
}

void Gallery::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (!std::exchange(m_isSeen, true))
        wantPictures();
}

void Gallery::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !m_back->isHidden())
        Q_EMIT backChosen();
    else
        QWidget::keyPressEvent(event);
}

void Gallery::wantPictures()
{
    if (m_isSeen)
        m_pictures.start();
}

void Gallery::makeNextPicture()
{
    const auto next = std::find_if(m_cards.begin(), m_cards.end(),
                                   [](const GalleryCard* card) { return !card->hasPicture(); });
    if (next == m_cards.end() || !isVisible()) {
        m_pictures.stop();
        return;
    }
    const Example* example = findExample((*next)->name());
    QPixmap picture =
        example ? m_makePicture(*example, (*next)->pictureSize(), devicePixelRatioF()) : QPixmap();
    (*next)->setPicture(picture);
}

void Gallery::forgetPictures()
{
    for (GalleryCard* card : m_cards)
        card->forgetPicture();
    if (isVisible())
        wantPictures();
}

} // namespace topomq::ui
