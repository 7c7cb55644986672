#pragma once
// One example in the gallery: its picture, its title, and what it shows.

#include <QPixmap>
#include <QString>
#include <QWidget>

namespace topomq::ui {

class Theme;

/// A button that paints itself. Thread: the window's.
class GalleryCard : public QWidget
{
    Q_OBJECT

public:
    GalleryCard(Theme& theme,
                const QString& name,
                const QString& title,
                const QString& description,
                QWidget* parent);

    /// Of the picture, in device-independent pixels.
    [[nodiscard]] static QSize pictureSize();

    [[nodiscard]] const QString& name() const { return m_name; }

    [[nodiscard]] bool matches(const QString& text) const;

    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }

    void setPicture(const QPixmap& picture);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen();
    /// The arrow keys: to the card so many places on.
    void stepped(int by);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    [[nodiscard]] int cardsPerRow() const;

    Theme& m_theme;
    QString m_name;
    QString m_title;
    QString m_description;
    QPixmap m_picture;
    bool m_hovered = false;
};

} // namespace topomq::ui
