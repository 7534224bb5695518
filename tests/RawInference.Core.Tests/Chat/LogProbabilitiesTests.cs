using RawInference.Core.Chat;
using RawInference.Testing;

namespace RawInference.Core.Tests.Chat;

public sealed class LogProbabilitiesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("""{"content":[1]}""", """{"content":[1]}""")]
    [InlineData("""{"content":[1,2,{"a":3}]}""", """{"content":[1]}""", """{"content":[2,{"a":3}]}""")]
    [InlineData("""{"content":[1],"refusal":[2]}""", """{"content":[1],"refusal":null}""", """{"content":null,"refusal":[2]}""")]
    [InlineData("""{"average":-0.2,"content":[1,2]}""", """{"average":-0.1,"content":[1]}""", """{"average":-0.2,"content":[2]}""")]
    public void Parts_AreJoined(string? whole, params string[] parts) =>
        Assert.Equal(whole, LogProbabilities.Join([.. parts.Select(Requests.Json)])?.GetRawText());
}
