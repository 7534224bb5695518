using System.Text;
using Microsoft.Extensions.Configuration;
using RawInference.Core.Providers;

namespace RawInference.Core.Tests.Providers;

public sealed class ConfigurationJsonTests
{
    [Theory]
    [InlineData("""{"temperature":0.2,"seed":12345678901234567890,"n":-3,"tiny":1E-7}""")]
    [InlineData("""{"flag":true,"other":false,"name":"alloy"}""")]
    [InlineData("""{"stop":["a","b"],"reasoning":{"effort":"low"}}""")]
    [InlineData("""{"list":["0","1","2","3","4","5","6","7","8","9","ten"]}""", """{"list":[0,1,2,3,4,5,6,7,8,9,"ten"]}""")]
    [InlineData("""{"voice":"007","plus":"+5","space":" 1","dot":"1.","word":"NaN","empty":""}""")]
    public void Json_IsReadAsItWasWritten(string json, string? expected = null)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"it":{{json}}}"""))).Build();
        var read = ConfigurationJson.Read(configuration.GetSection("it"))!.Value;
        using var whole = System.Text.Json.JsonDocument.Parse(expected ?? json);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(whole.RootElement, read), read.GetRawText());
    }

    [Fact]
    public void MissingSection_IsNull() =>
        Assert.Null(ConfigurationJson.Read(new ConfigurationBuilder().Build().GetSection("it")));
}
