"""The one size of a recording's pictures: the largest seen, the others fitted into it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from media.picture_size import turned
from media.types import MediaInfo


@dataclass(slots=True)
class Canvas:
    """Fits pictures of any size into one, black around them."""

    width: int
    height: int
    _reformatter: VideoReformatter = field(default_factory=VideoReformatter)

    @classmethod
    def of(cls, info: MediaInfo, width: int | None = None, *, even: bool = False) -> Canvas:
        """The recording's canvas, scaled down to `width`; `even` as video encoders need it."""
        full, high = info.width or 2, info.height or 2
        wide = min(width or full, full)
        high = max(1, round(high * wide / full))
        return cls(wide + wide % 2, high + high % 2) if even else cls(wide, high)

    def image(self, picture: VideoFrame) -> np.ndarray:
        """The picture as BGR on the canvas, turned upright."""
        turns = round(picture.rotation / 90) % 4
        wide, high = self._fitted(picture, turns)
        inner = (high, wide) if turns % 2 else (wide, high)
        image = self._scaled(picture, *inner, "bgr24").to_ndarray()
        if turns:
            image = np.rot90(image, turns)
        if (wide, high) == (self.width, self.height):
            return np.ascontiguousarray(image)
        whole = np.zeros((self.height, self.width, 3), np.uint8)
        left, top = (self.width - wide) // 2, (self.height - high) // 2
        whole[top : top + high, left : left + wide] = image
        return whole

    def encodable(self, picture: VideoFrame) -> VideoFrame:
        """The picture on the canvas as an encoder takes it (yuv420p), turned upright."""
        turns = round(picture.rotation / 90) % 4
        if not turns and self._fitted(picture, 0) == (self.width, self.height):
            return self._scaled(picture, self.width, self.height, "yuv420p")
        upright = VideoFrame.from_ndarray(self.image(picture), format="bgr24")
        frame = upright.reformat(format="yuv420p", dst_colorspace=picture.colorspace)
        frame.colorspace, frame.color_range = picture.colorspace, frame.color_range
        return frame

    def blank(self) -> VideoFrame:
        """A black frame for where no picture can be had."""
        black = np.zeros((self.height, self.width, 3), np.uint8)
        return VideoFrame.from_ndarray(black, format="bgr24").reformat(format="yuv420p")

    def _fitted(self, picture: VideoFrame, turns: int) -> tuple[int, int]:
        wide, high = turned((picture.width, picture.height), turns * 90)
        scale = min(self.width / wide, self.height / high)
        fitted = max(1, round(wide * scale)), max(1, round(high * scale))
        # One line of rounding is no reason for a black border.
        near = abs(fitted[0] - self.width) <= 1 and abs(fitted[1] - self.height) <= 1
        return (self.width, self.height) if near else fitted

    def _scaled(self, picture: VideoFrame, width: int, height: int, pixels: str) -> VideoFrame:
        smaller = width < picture.width
        return self._reformatter.reformat(
            picture,
            width=width,
            height=height,
            format=pixels,
            interpolation="AREA" if smaller else "BILINEAR",
        )
