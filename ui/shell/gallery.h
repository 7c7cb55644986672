#pragma once
// The first page: every example with its picture, to be opened by a click or by Enter.

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

class QPushButton;
class QScrollArea;

namespace topomq::ui {

class EmptyState;
class GalleryCard;
class SearchField;
class Theme;
struct Example;

/// Pictures are made one at a time while nothing else happens, once it is seen, and kept per theme.
/// Thread: the window's.
class Gallery : public QWidget
{
    Q_OBJECT

public:
    /// Draws an example into `size` device-independent pixels.
    using PictureMaker = std::function<QPixmap(const Example& example, QSize size, double ratio)>;

    Gallery(Theme& theme, PictureMaker makePicture, QWidget* parent);

    /// Cards that the search leaves, in their order.
    [[nodiscard]] std::vector<GalleryCard*> shownCards() const;

    [[nodiscard]] SearchField* searchField() const { return m_search; }

    /// There is a topology to go back to.
    void setCanGoBack(bool canGoBack);

Q_SIGNALS:
    void exampleChosen(const QString& name);
    void emptyChosen();
    void openChosen();
    void backChosen();

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHead();
    QScrollArea* makeCards();
    void filter(const QString& text);
    void wantPictures();
    void makeNextPicture();
    void forgetPictures();
    void step(GalleryCard* from, int by);

    Theme& m_theme;
    PictureMaker m_makePicture;
    SearchField* m_search = nullptr;
    QPushButton* m_back = nullptr;
    QScrollArea* m_scroll = nullptr;
    /// Made when a search has found nothing for the first time.
    EmptyState* m_nothingFound = nullptr;
    std::vector<GalleryCard*> m_cards;
    QTimer m_pictures;
    /// It has been painted: what only fills it does not hold that up.
    bool m_isSeen = false;
};

} // namespace topomq::ui
