using RawInference.Images;

namespace RawInference.Client.Tests.Images;

public class ImageResponseTests
{
    [Fact]
    public void ImageThatIsOnlyAUrl_IsNotCacheable()
    {
        var bytes = new GeneratedImage { Bytes = new byte[] { 1 } };

        Assert.True(new ImageResponse { Images = [bytes] }.IsCacheable);
        Assert.False(new ImageResponse { Images = [bytes, new GeneratedImage { Url = "https://images.example/1" }] }.IsCacheable);
    }
}
