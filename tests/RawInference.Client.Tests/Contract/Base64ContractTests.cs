using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

public class Base64ContractTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(47_102)]
    [InlineData(47_103)]
    [InlineData(47_104)]
    [InlineData(3 * 47_103)]
    [InlineData(500_001)]
    public void Pieces_AreOneText(int length)
    {
        // Bytes that need every letter, '+' and '/' among them, which no encoder may escape.
        byte[] bytes = [.. Enumerable.Range(0, length).Select(index => (byte)(index * 7 + (index / 256)))];

        var written = Given.Written(writer =>
        {
            writer.WriteStartObject();
            Base64Contract.Write(writer, "b64", bytes);
            writer.WriteNumber("after", 1);
            writer.WriteEndObject();
        });

        Assert.Equal($$"""{"b64":"{{Convert.ToBase64String(bytes)}}","after":1}""", written);
    }
}
