using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class MediaOptionsValidatorTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5081")]
    [InlineData("https://media.example")]
    [InlineData("http://emulator:5000/")]
    public void Origin_IsTaken(string origin) => Assert.Empty(Mistakes(origin));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("127.0.0.1:5081")]
    [InlineData("/tmp")]
    [InlineData("file:///tmp")]
    [InlineData("ftp://media.example")]
    [InlineData("http://*:5081")]
    [InlineData("http://user@media.example")]
    [InlineData("http://media.example/path")]
    [InlineData("http://media.example?query")]
    public void WhatIsNoOrigin_IsNamed(string origin) =>
        Assert.StartsWith("RawInference:Media:AllowedOrigins:1: ", Assert.Single(Mistakes("http://127.0.0.1:5081", origin)), StringComparison.Ordinal);

    private static IEnumerable<string> Mistakes(params string[] origins)
    {
        var options = new MediaOptions();
        options.AllowedOrigins.AddRange(origins);
        return new MediaOptionsValidator().Validate(null, options).Failures ?? [];
    }
}
