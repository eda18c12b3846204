//! Small changes of training pictures that leave their class alone.

/// Writes `picture` moved by `(right, down)` pixels to `target`; what moves in is background.
/// Both slices hold `height × width` values.
pub fn shift_picture(picture: &[u8], width: usize, (right, down): (i32, i32), target: &mut [u8]) {
    let height = picture.len() / width.max(1);
    for (y, row) in target.chunks_exact_mut(width).enumerate() {
        let from_y = y as i32 - down;
        for (x, value) in row.iter_mut().enumerate() {
            let from_x = x as i32 - right;
            let inside = (0..height as i32).contains(&from_y) && (0..width as i32).contains(&from_x);
            *value = if inside { picture[from_y as usize * width + from_x as usize] } else { 0 };
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn moves_and_fills_with_background() {
        let picture = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        let mut moved = [0; 9];
        shift_picture(&picture, 3, (1, 0), &mut moved);
        assert_eq!(moved, [0, 1, 2, 0, 4, 5, 0, 7, 8]);
        shift_picture(&picture, 3, (0, -1), &mut moved);
        assert_eq!(moved, [4, 5, 6, 7, 8, 9, 0, 0, 0]);
        shift_picture(&picture, 3, (0, 0), &mut moved);
        assert_eq!(moved, picture);
    }
}
